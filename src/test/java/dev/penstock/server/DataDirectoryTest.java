package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir Path parent;

    private Path path() {
        return parent.resolve("data");
    }

    @Test
    void aSecondOpenIsRefusedUntilTheFirstIsClosed() throws IOException {
        try (var first = DataDirectory.open(path(), 4, "one")) {
            assertThat(first.log()).isDirectory();
            assertThatThrownBy(() -> DataDirectory.open(path(), 4, "two"))
                    .isInstanceOfSatisfying(
                            StartFailure.class,
                            e -> assertThat(e.code()).isEqualTo(ExitCode.DATA_IN_USE));
        }
        try (var second = DataDirectory.open(path(), 4, "two")) {
            assertThat(second.node().node()).isEqualTo("one");
        }
    }

    @Test
    void theNumberOfPartitionsIsFixed() throws IOException {
        DataDirectory.open(path(), 4, "one").close();
        assertThatThrownBy(() -> DataDirectory.open(path(), 8, "one"))
                .hasMessageContaining("was made with penstock.partitions=4");
        DataDirectory.open(path(), 4, "one").close();
    }

    @Test
    void everyChangedByteOfTheNodeFileIsFound() throws IOException {
        DataDirectory.open(path(), 4, "one").close();
        Path file = path().resolve("node.json");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(() -> DataDirectory.open(path(), 4, "one"))
                    .as("byte %d", i)
                    .isInstanceOfSatisfying(
                            StartFailure.class,
                            e -> assertThat(e.code()).isEqualTo(ExitCode.DAMAGED));
        }
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        DataDirectory.open(path(), 4, "one").close();
        Files.writeString(path().resolve("node.json"), "{\"format\":2,\"more\":1}\n");
        assertThatThrownBy(() -> DataDirectory.open(path(), 4, "one"))
                .hasMessageContaining("format 2 is newer than this Penstock");
    }

    @Test
    void dataWithoutItsNodeFileIsDamage() throws IOException {
        DataDirectory.open(path(), 4, "one").close();
        Files.delete(path().resolve("node.json"));
        assertThatThrownBy(() -> DataDirectory.open(path(), 4, "one"))
                .hasMessageContaining("is missing, although there is data beside it");
    }
}
