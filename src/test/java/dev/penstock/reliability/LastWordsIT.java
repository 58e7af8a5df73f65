package dev.penstock.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many clients connect while the packaged server ends: what it says last can be read. */
class LastWordsIT {
    private static final int DAMAGED = 65;
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(2);

    private final Path home = Path.of(System.getProperty("test.home", "."));

    @TempDir private Path work;

    @Test
    void aFailedStartSaysOneSentence() throws Exception {
        Path data = Files.createDirectories(work.resolve("data"));
        Files.writeString(data.resolve("node.json"), "no JSON");
        try (var server = ServerProcess.launch(home, data, output(), Map.of());
                var _ = new ConnectingClients(server.port(), server.managementPort())) {
            var process = server.process();
            assertThat(process.waitFor(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(DAMAGED);
            assertThat(server.words())
                    .isEqualTo(
                            "penstock: %s is damaged at byte 0%n"
                                    .formatted(data.resolve("node.json")));
        }
    }

    @Test
    void aStopSaysThatNothingIsLost() throws Exception {
        try (var server = ServerProcess.start(home, work.resolve("data"), output(), Map.of());
                var _ = new ConnectingClients(server.port(), server.managementPort())) {
            String wordsOfStart = server.words();
            assertThat(server.stop()).isZero();
            assertThat(server.words())
                    .isEqualTo(
                            wordsOfStart
                                    + "Stopped: everything acknowledged is kept.%n".formatted());
        }
    }

    private Path output() {
        return work.resolve("server.log");
    }
}
