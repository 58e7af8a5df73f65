package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.LogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueAppenderTest {
    @TempDir private Path epoch;

    @Test
    void aQueueWhoseFilesCannotBeHadIsAFailureOfStorage() throws IOException {
        Files.createDirectory(epoch.resolve("metadata.cq4t"));
        int blockBytes = ChronicleLogSettings.DEFAULT.blockBytes();
        assertThatThrownBy(() -> new QueueAppender(epoch, blockBytes).close())
                .isInstanceOf(LogException.class)
                .hasMessageContaining(epoch.toString());
    }
}
