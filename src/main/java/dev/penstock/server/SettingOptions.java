package dev.penstock.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Settings as options of a command, DynamoDB Local's spellings among them. */
final class SettingOptions {
    private SettingOptions() {}

    static void add(CommandSpec command, List<Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            var names = new ArrayList<String>(List.of(setting.optionName()));
            String localName = PlainOptions.LOCAL_NAMES.get(setting);
            if (localName != null) {
                names.add(localName);
            }
            command.addOption(option(setting, names));
        }
    }

    /** Options of DynamoDB Local that have nothing to change here. */
    static void addIgnored(CommandSpec command) {
        new TreeMap<>(PlainOptions.IGNORED)
                .forEach(
                        (name, purpose) ->
                                command.addOption(
                                        OptionSpec.builder(name).description(purpose).build()));
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
        return Configuration.ofProcess(options);
    }
}
