package dev.penstock.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The settings in force: every one has a value that is allowed. */
final class Configuration {
    private final Map<Setting<?>, String> texts;

    private Configuration(Map<Setting<?>, String> texts) {
        this.texts = texts;
    }

    /**
     * Settles every setting: an option wins over a system property, that over the environment, that
     * over the default.
     *
     * @param options by option name
     * @throws StartFailure if a name is unknown or a value not allowed
     */
    static Configuration resolve(
            Map<String, String> options,
            Map<String, String> properties,
            Map<String, String> environment) {
        refuseUnknown(properties, Setting.PREFIX, Setting::name);
        refuseUnknown(environment, Setting.ENVIRONMENT_PREFIX, Setting::environmentName);
        refuseUnknown(options, "--", Setting::optionName);
        var texts = new LinkedHashMap<Setting<?>, String>();
        for (Setting<?> setting : Settings.ALL) {
            String source = setting.optionName();
            String text = options.get(source);
            if (text == null) {
                source = setting.name();
                text = properties.get(source);
            }
            if (text == null) {
                source = setting.environmentName();
                text = environment.get(source);
            }
            if (text == null) {
                text = setting.defaultText();
            }
            setting.parse(source, text);
            texts.put(setting, text);
        }
        return new Configuration(texts);
    }

    /** Options over this process's properties and environment. */
    static Configuration ofProcess(Map<String, String> options) {
        var properties = new HashMap<String, String>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name, ""));
        }
        return resolve(options, properties, System.getenv());
    }

    <T> T get(Setting<T> setting) {
        String text = Objects.requireNonNull(texts.get(setting), setting.name());
        return setting.parse(setting.name(), text);
    }

    /** Options that resolve to this configuration again, whatever else is set. */
    List<String> toArguments() {
        var arguments = new ArrayList<String>();
        texts.forEach((setting, text) -> arguments.add(setting.optionName() + "=" + text));
        return arguments;
    }

    /** The inverse of {@link #toArguments}. */
    static Configuration ofArguments(String... arguments) {
        var options = new LinkedHashMap<String, String>();
        for (String argument : arguments) {
            int at = argument.indexOf('=');
            options.put(argument.substring(0, at), argument.substring(at + 1));
        }
        return resolve(options, Map.of(), Map.of());
    }

    private static void refuseUnknown(
            Map<String, String> given, String prefix, Function<Setting<?>, String> nameOf) {
        var known = Settings.ALL.stream().map(nameOf).toList();
        for (String name : given.keySet()) {
            if (name.startsWith(prefix) && !known.contains(name)) {
                throw new StartFailure(
                        ExitCode.BAD_SETTING,
                        "unknown setting %s; did you mean %s? All are in docs/configuration.md"
                                .formatted(name, nearest(name, known)));
            }
        }
    }

    private static String nearest(String name, List<String> known) {
        String best = known.getFirst();
        for (String candidate : known) {
            if (distance(name, candidate) < distance(name, best)) {
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's: how many letters to change, insert or remove. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
