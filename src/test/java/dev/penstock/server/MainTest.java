package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void anUnknownOptionIsAMistakeInUse() {
        var run = run("serve", "--bogus");
        assertThat(run.code).isEqualTo(64);
        assertThat(run.text).startsWith("penstock: Unknown option: '--bogus'").hasLineCount(2);
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : new String[] {"serve", "healthcheck", "verify", "version"}) {
            var run = run(command, "--help");
            assertThat(run.code).isZero();
            assertThat(run.text).contains("Usage: penstock " + command);
        }
        assertThat(run("--help").text).contains("serve", "healthcheck", "version");
    }

    @Test
    void helpShowsEverySetting() {
        String help = run("serve", "--help").text;
        for (Setting<?> setting : Settings.ALL) {
            assertThat(help).contains(setting.optionName());
        }
    }

    private static Run run(String... arguments) {
        var output = new StringWriter();
        var commandLine =
                PenstockCommand.commandLine()
                        .setOut(new PrintWriter(output))
                        .setErr(new PrintWriter(output));
        return new Run(commandLine.execute(arguments), output.toString());
    }

    private record Run(int code, String text) {}
}
