package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without the command-line library means what the library would have read. */
class PlainOptionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "--port 8001",
                "serve --port 8001",
                "serve --port=8001 --data /tmp/x=y",
                "-port 8001 -dbPath /tmp/x -inMemory -sharedDb",
                "-port=8001 -disableTelemetry",
                "--in-memory",
                "--in-memory --port 1",
                "--in-memory=false --port 1",
                "--management-host=localhost"
            })
    void plainOptionsAreTheLibrarys(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
        var plain = PlainOptions.of(arguments);
        assertThat(plain).isNotNull();
        assertThat(settled(Objects.requireNonNull(plain))).isEqualTo(readByLibrary(arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "serve -h",
                "verify",
                "version --port 1",
                "--bogus 1",
                "--port",
                "--port 1 --port 2",
                "--port 1 -port 2",
                "--port --data",
                "--data=",
                "--data @file",
                "--in-memory true",
                "-sharedDb=true",
                "serve serve"
            })
    void allElseIsTheLibrarys(String line) {
        assertThat(PlainOptions.of(line.split(" ", -1))).isNull();
    }

    private static List<String> settled(Map<String, String> options) {
        return Configuration.resolve(options, Map.of(), Map.of()).toArguments();
    }

    private static List<String> readByLibrary(String... arguments) {
        boolean isNamed = arguments.length > 0 && arguments[0].equals("serve");
        var command = ServeCommand.commandLine();
        command.parseArgs(
                List.of(arguments)
                        .subList(isNamed ? 1 : 0, arguments.length)
                        .toArray(String[]::new));
        return SettingOptions.resolve(command.getCommandSpec()).toArguments();
    }
}
