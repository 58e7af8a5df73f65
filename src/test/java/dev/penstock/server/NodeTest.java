package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchBody;
import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import dev.penstock.log.chronicle.ChronicleLog;
import dev.penstock.log.chronicle.ChronicleLogSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
    private static final ChronicleLogSettings SMALL = new ChronicleLogSettings(1 << 20, 4 << 20, 0);

    @TempDir Path parent;

    @Test
    void whatRecoveryDidNotExpectIsNoSuccess() throws IOException {
        writeChangeOfNoTable();

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(
                            () ->
                                    Node.open(
                                            configuration(),
                                            MemoryPlan.of(configuration(), 1L << 30)))
                    .as("the directory is given back, so that the next attempt comes as far")
                    .isInstanceOfSatisfying(
                            StartFailure.class,
                            e -> assertThat(e.code()).isEqualTo(ExitCode.INTERNAL))
                    .hasMessageContaining("a change of table 99");
        }
    }

    private void writeChangeOfNoTable() throws IOException {
        var body = new BatchBody();
        body.addCommit(List.of(new Change.Remove(99, Origin.USER, 0, new byte[] {1}, null)));
        try (var directory = DataDirectory.open(data(), 4, "node");
                var log = ChronicleLog.open(directory.log(), SMALL, new Random(1), Runnable::run)) {
            log.begin();
            log.append(new Batch(1, 1, 1, body));
            log.sync();
        }
    }

    private Configuration configuration() {
        return Configuration.ofArguments("--data=" + data(), "--segment-bytes=1MiB");
    }

    private Path data() {
        return parent.resolve("data");
    }
}
