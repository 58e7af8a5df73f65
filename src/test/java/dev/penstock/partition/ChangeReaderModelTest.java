package dev.penstock.partition;

import dev.penstock.log.CommitLog;
import dev.penstock.log.chronicle.ChronicleLog;
import dev.penstock.log.chronicle.ChronicleLogSettings;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Readers of changes see what the log says, each change once and in order, with a ring of a few
 * changes, begun anywhere and at any moment, through restarts.
 */
class ChangeReaderModelTest {
    private static final int STEPS = 500;
    private static final int STEPS_IN_FILES = 60;
    private static final long RING_BYTES = 1_500;
    private static final DatabaseSettings SETTINGS =
            Fixtures.SMALL_NODES.with(new DatabaseSettings.Feed(RING_BYTES, Long.MAX_VALUE));

    @TempDir Path directory;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void readersOfALogInMemorySeeEachChangeOnce(long seed) {
        var random = new SplittableRandom(seed);
        var log = new HookedLog();
        var model = new ChangeReaderModel(random, () -> opened(log, random.split()));
        // While a batch is made, and while it is being made durable.
        log.onAppend = model::someReader;
        log.onSync = model::someReader;
        model.run(STEPS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void readersOfALogInFilesSeeEachChangeOnce(long seed) {
        var random = new SplittableRandom(seed);
        var settings = new ChronicleLogSettings(4 << 10, 2 << 20, 0);
        ChronicleLog.create(directory);
        var current = new ChronicleLog[1];
        var model =
                new ChangeReaderModel(
                        random,
                        () -> {
                            if (current[0] != null) {
                                current[0].close();
                            }
                            current[0] =
                                    ChronicleLog.open(
                                            directory,
                                            settings,
                                            random.split(),
                                            task -> new Thread(task).start());
                            return opened(current[0], random.split());
                        });
        model.run(STEPS_IN_FILES);
        current[0].close();
    }

    private static ChangeReaderModel.Opened opened(CommitLog log, RandomGenerator random) {
        var engine =
                new TurnedEngine(
                        SETTINGS,
                        new Storage(log, DiskSpace.UNLIMITED),
                        () -> 1_700_000_000_000_000L + random.nextInt(1_000),
                        Fixtures.uuids(),
                        Runnable::run);
        return new ChangeReaderModel.Opened(engine, log);
    }
}
