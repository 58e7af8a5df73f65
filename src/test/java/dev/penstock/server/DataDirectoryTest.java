package dev.penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void everyFlippedBitOfTheNodeFileIsFound() throws IOException {
        DataDirectory.open(path(), 4, "one").close();
        Path file = path().resolve("node.json");
        byte[] bytes = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, changed);
            assertThatThrownBy(() -> DataDirectory.open(path(), 4, "one"))
                    .as("bit %d", bit)
                    .hasMessageContaining(file + " ")
                    .hasMessageContaining("at byte ")
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
    void aDirectoryThatIsGoneIsDamage() throws IOException {
        DataDirectory.open(path(), 4, "one").close();
        for (String name : List.of("log", "snapshots")) {
            Path gone = path().resolve(name);
            Files.move(gone, parent.resolve(name));
            assertThatThrownBy(() -> DataDirectory.open(path(), 4, "one"))
                    .isInstanceOfSatisfying(
                            StartFailure.class,
                            e -> assertThat(e.code()).isEqualTo(ExitCode.DAMAGED))
                    .hasMessage("directory " + gone + " is missing");
            assertThat(gone).doesNotExist();
            Files.move(parent.resolve(name), gone);
        }
    }

    @Test
    void makingADirectoryMayBeCutShortAnywhere() throws IOException {
        DataDirectory.open(path(), 4, "one").close();
        Files.move(path().resolve("node.json"), path().resolve("node.json.new"));
        try (var directory = DataDirectory.open(path(), 4, "two")) {
            assertThat(directory.node().node()).isEqualTo("two");
        }
        Files.move(path().resolve("node.json"), path().resolve("node.json.new"));
        Files.delete(path().resolve("snapshots"));
        Files.delete(path().resolve("log").resolve("mark"));
        DataDirectory.open(path(), 4, "three").close();
        assertThat(path().resolve("log").resolve("mark")).exists();
        assertThat(path().resolve("snapshots")).isDirectory();
    }

    @Test
    void dataWithoutItsNodeFileIsDamage() throws IOException {
        DataDirectory.open(path(), 4, "one").close();
        Files.delete(path().resolve("node.json"));
        assertThatThrownBy(() -> DataDirectory.open(path(), 4, "one"))
                .hasMessageContaining("is missing, although there is data beside it");
    }
}
