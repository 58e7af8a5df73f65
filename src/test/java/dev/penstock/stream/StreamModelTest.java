package dev.penstock.stream;

import dev.penstock.log.chronicle.ChronicleLog;
import dev.penstock.log.chronicle.ChronicleLogSettings;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Snapshots;
import dev.penstock.partition.Storage;
import dev.penstock.partition.Watermarks;
import dev.penstock.snapshot.DirectorySnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stream = truth, with tails of a few records, shards of a few commits and many restarts. */
class StreamModelTest {
    private static final int STEPS = 600;
    private static final int STEPS_IN_FILES = 300;
    private static final int TAIL_BYTES = 4_000;
    private static final long ROLL_MICROS = 2_000;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final DatabaseSettings SETTINGS =
            new DatabaseSettings(
                            2,
                            new DatabaseSettings.Tree(4, 4),
                            new DatabaseSettings.Inbox(1_000, 1 << 20),
                            new DatabaseSettings.Batching(16, 1 << 20),
                            Watermarks.NONE)
                    .with(new DatabaseSettings.Streams(ROLL_MICROS, DAY_MICROS, Long.MAX_VALUE));

    private final AtomicLong micros = new AtomicLong(1_700_000_000_000_000L);
    private final Random uuids = new Random(7);

    @TempDir Path directory;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void streamsInMemoryShowWhatHappened(long seed) {
        var log = new MemoryLog(Long.MAX_VALUE);
        var model =
                new StreamModel(
                        new SplittableRandom(seed),
                        running -> {
                            close(running);
                            return open(new Storage(log, DiskSpace.UNLIMITED));
                        });
        model.run(STEPS);
        close(model.opened());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void streamsInFilesShowWhatHappened(long seed) {
        var random = new SplittableRandom(seed);
        // The smallest segments: a few dozen writes fill one.
        var settings = new ChronicleLogSettings(4 << 10, 2 << 20, 0);
        ChronicleLog.create(directory.resolve("log"));
        var current = new ChronicleLog[1];
        var model =
                new StreamModel(
                        random.split(),
                        running -> {
                            close(running);
                            if (running != null) {
                                current[0].close();
                            }
                            current[0] =
                                    ChronicleLog.open(
                                            directory.resolve("log"),
                                            settings,
                                            random.split(),
                                            task -> new Thread(task).start());
                            return open(storage(current[0]));
                        });
        model.run(STEPS_IN_FILES);
        close(model.opened());
        current[0].close();
    }

    private Storage storage(ChronicleLog log) {
        try {
            Path snapshots = Files.createDirectories(directory.resolve("snapshots"));
            var store = new DirectorySnapshotStore(snapshots);
            return new Storage(
                    log, new Snapshots(store, 2_000, Long.MAX_VALUE), DiskSpace.UNLIMITED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StreamModel.Opened open(Storage storage) {
        var database =
                Database.open(
                        SETTINGS,
                        storage,
                        new Environment(
                                () -> micros.addAndGet(37),
                                () -> new UUID(uuids.nextLong(), uuids.nextLong()),
                                Thread::new,
                                problem -> {
                                    throw new AssertionError(problem);
                                }));
        return new StreamModel.Opened(database, new Streams(database, TAIL_BYTES, Thread::new));
    }

    private static void close(StreamModel.@org.jspecify.annotations.Nullable Opened running) {
        if (running != null) {
            running.streams().close();
            running.database().close();
        }
    }
}
