package dev.penstock.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Settings as options of a command, DynamoDB Local's spellings among them. */
final class SettingOptions {
    /** DynamoDB Local's names for what Penstock names otherwise. */
    private static final Map<Setting<?>, String> LOCAL_NAMES =
            Map.of(
                    Settings.PORT,
                    "-port",
                    Settings.DATA,
                    "-dbPath",
                    Settings.IN_MEMORY,
                    "-inMemory");

    private SettingOptions() {}

    static void add(CommandSpec command, List<Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            var names = new ArrayList<String>(List.of(setting.optionName()));
            String localName = LOCAL_NAMES.get(setting);
            if (localName != null) {
                names.add(localName);
            }
            command.addOption(option(setting, names));
        }
    }

    /** Options of DynamoDB Local that have nothing to change here. */
    static void addIgnored(CommandSpec command) {
        command.addOption(
                OptionSpec.builder("-sharedDb")
                        .description("Accepted: there is always one database for all.")
                        .build());
        command.addOption(
                OptionSpec.builder("-disableTelemetry")
                        .description("Accepted: there is no telemetry.")
                        .build());
    }

    private static OptionSpec option(Setting<?> setting, List<String> names) {
        var option =
                OptionSpec.builder(names.toArray(String[]::new))
                        .type(String.class)
                        .description(
                                setting.purpose().replace("%", "%%"),
                                "  "
                                        + setting.type().range()
                                        + "; default: "
                                        + (setting.defaultText().isEmpty()
                                                ? "empty"
                                                : setting.defaultText()));
        if (setting.equals(Settings.IN_MEMORY)) {
            option.arity("0..1").fallbackValue("true");
        } else {
            option.arity("1").paramLabel("VALUE");
        }
        return option.build();
    }

    /** What the command line said, over the process's properties and environment. */
    static Configuration resolve(CommandSpec command) {
        var options = new HashMap<String, String>();
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            for (Setting<?> setting : Settings.ALL) {
                if (option.names()[0].equals(setting.optionName())) {
                    options.put(setting.optionName(), option.<String>getValue());
                }
            }
        }
        var properties = new HashMap<String, String>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name, ""));
        }
        return Configuration.resolve(options, properties, System.getenv());
    }
}
