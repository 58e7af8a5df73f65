package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md says what the code says. {@code -Dtest.write-docs=true} writes its tables
 * anew.
 */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("docs/configuration.md");

    @Test
    void everySettingAndExitCodeIsDocumentedAsDeclared() throws IOException {
        String page = Files.readString(PAGE);
        String expected = replace(replace(page, "settings", settings()), "exit-codes", exitCodes());
        if (Boolean.getBoolean("test.write-docs")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(page)
                    .as("write it anew with -Dtest=ConfigurationPageTest -Dtest.write-docs=true")
                    .isEqualTo(expected);
        }
    }

    @Test
    void noTwoSettingsShareAName() {
        var names = new HashSet<String>();
        for (Setting<?> setting : Settings.ALL) {
            assertThat(names.add(setting.name())).isTrue();
            assertThat(names.add(setting.environmentName())).isTrue();
            assertThat(names.add(setting.optionName())).isTrue();
        }
    }

    private static String settings() {
        var table = new StringBuilder("| setting | environment, option | default | allowed |\n");
        table.append("|---|---|---|---|\n");
        for (Setting<?> setting : Settings.ALL) {
            table.append(
                    "| `%s` | `%s`<br>`%s` | %s | %s |%n"
                            .formatted(
                                    setting.name(),
                                    setting.environmentName(),
                                    setting.optionName(),
                                    setting.defaultText().isEmpty()
                                            ? "empty"
                                            : "`" + setting.defaultText() + "`",
                                    setting.type().range()));
        }
        table.append('\n');
        for (Setting<?> setting : Settings.ALL) {
            table.append("- `%s`: %s%n".formatted(setting.name(), setting.purpose()));
        }
        return table.toString();
    }

    private static String exitCodes() {
        var table = new StringBuilder("| code | meaning |\n|---|---|\n");
        for (ExitCode code : ExitCode.values()) {
            table.append("| %d | %s |%n".formatted(code.number(), code.meaning()));
        }
        return table.toString();
    }

    private static String replace(String page, String name, String content) {
        var block =
                Pattern.compile(
                        "(<!-- " + name + " -->\n).*?(<!-- /" + name + " -->)", Pattern.DOTALL);
        return block.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(content) + "$2");
    }
}
