package dev.penstock.partition;

import dev.penstock.log.CommitLog;
import dev.penstock.log.chronicle.ChronicleLog;
import dev.penstock.log.chronicle.ChronicleLogSettings;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.snapshot.DirectorySnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random commands, pages and restarts against plain maps, with trees of tiny nodes. */
class DatabaseModelTest {
    private static final int STEPS = 400;
    private static final int STEPS_IN_FILES = 150;
    private static final long SNAPSHOT_BYTES = 2_000;

    /** One for all restarts: no UUID comes twice. */
    private final Supplier<UUID> uuids = Fixtures.uuids();

    @TempDir Path directory;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void aDatabaseInMemoryIsLikePlainMaps(long seed) {
        var log = new MemoryLog(Long.MAX_VALUE);
        new DatabaseModel(
                        new SplittableRandom(seed),
                        running -> {
                            if (running != null) {
                                running.close();
                            }
                            return open(new Storage(log, DiskSpace.UNLIMITED));
                        })
                .run(STEPS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void aDatabaseInFilesIsLikePlainMaps(long seed) {
        var random = new SplittableRandom(seed);
        var settings = new ChronicleLogSettings(1 << 20, 2 << 20, 0);
        ChronicleLog.create(directory.resolve("log"));
        Supplier<CommitLog> logs =
                () ->
                        ChronicleLog.open(
                                directory.resolve("log"),
                                settings,
                                random.split(),
                                task -> new Thread(task).start());
        var current = new CommitLog[1];
        new DatabaseModel(
                        random,
                        running -> {
                            if (running != null) {
                                running.close();
                                current[0].close();
                            }
                            current[0] = logs.get();
                            return open(storage(current[0]));
                        })
                .run(STEPS_IN_FILES);
        current[0].close();
    }

    private Storage storage(CommitLog log) {
        try {
            Path snapshots = Files.createDirectories(directory.resolve("snapshots"));
            var store = new DirectorySnapshotStore(snapshots);
            return new Storage(
                    log, new Snapshots(store, SNAPSHOT_BYTES, Long.MAX_VALUE), DiskSpace.UNLIMITED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Database open(Storage storage) {
        return Database.open(
                Fixtures.SMALL_NODES,
                storage,
                new Environment(
                        () -> 1_000,
                        uuids,
                        Thread::new,
                        failure -> {
                            throw new AssertionError(failure);
                        }));
    }
}
