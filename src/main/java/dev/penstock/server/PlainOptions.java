package dev.penstock.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code serve} as nearly everybody writes it: settings that exist, each once,
 * with a value. Only that is read here; all else (help, mistakes) is left to the command-line
 * library, which costs a start more than the database does.
 */
final class PlainOptions {
    /** DynamoDB Local's names for what Penstock names otherwise. */
    static final Map<Setting<?>, String> LOCAL_NAMES =
            Map.of(
                    Settings.PORT,
                    "-port",
                    Settings.DATA,
                    "-dbPath",
                    Settings.IN_MEMORY,
                    "-inMemory");

    /** DynamoDB Local's options that have nothing to change here, and what help says of them. */
    static final Map<String, String> IGNORED =
            Map.of(
                    "-sharedDb", "Accepted: there is always one database for all.",
                    "-disableTelemetry", "Accepted: there is no telemetry.");

    private final Map<String, String> values = new HashMap<>();

    private PlainOptions() {}

    /**
     * Values by the names of their options.
     *
     * @return null if there is anything that is not plain
     */
    static @Nullable Map<String, String> of(String... arguments) {
        boolean isNamed = arguments.length > 0 && arguments[0].equals("serve");
        var rest = List.of(arguments).subList(isNamed ? 1 : 0, arguments.length);
        var options = new PlainOptions();
        return options.readAll(rest) ? options.values : null;
    }

    private boolean readAll(List<String> arguments) {
        int at = 0;
        while (at < arguments.size()) {
            String value = at + 1 < arguments.size() ? arguments.get(at + 1) : null;
            int read = read(arguments.get(at), value);
            if (read == 0) {
                return false;
            }
            at += read;
        }
        return true;
    }

    /** Reads an option and returns how many arguments it took; 0 if it is not plain. */
    private int read(String argument, @Nullable String next) {
        if (IGNORED.containsKey(argument)) {
            return 1;
        }
        int equals = argument.indexOf('=');
        Setting<?> setting = settingOf(equals < 0 ? argument : argument.substring(0, equals));
        if (setting == null) {
            return 0;
        }
        if (equals >= 0) {
            return keep(setting, argument.substring(equals + 1)) ? 1 : 0;
        }
        if (setting.equals(Settings.IN_MEMORY)) {
            // A word behind it may be its value.
            boolean isAlone = next == null || next.startsWith("-");
            return isAlone && keep(setting, "true") ? 1 : 0;
        }
        return next != null && keep(setting, next) ? 2 : 0;
    }

    private boolean keep(Setting<?> setting, String value) {
        // What the library would take for another option, or for a file with options in it.
        boolean isPlain = !value.isEmpty() && "-@\"'".indexOf(value.charAt(0)) < 0;
        return isPlain && values.put(setting.optionName(), value) == null;
    }

    private static @Nullable Setting<?> settingOf(String name) {
        for (Setting<?> setting : Settings.ALL) {
            if (name.equals(setting.optionName()) || name.equals(LOCAL_NAMES.get(setting))) {
                return setting;
            }
        }
        return null;
    }
}
