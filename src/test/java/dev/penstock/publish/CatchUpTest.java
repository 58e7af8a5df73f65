package dev.penstock.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.chronicle.ChronicleLog;
import dev.penstock.log.chronicle.ChronicleLogSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to catch up, counted in bytes read of the log's files. */
class CatchUpTest {
    private static final ChronicleLogSettings SMALL = new ChronicleLogSettings(4 << 20, 4 << 20, 0);
    private static final int WRITES = 1_200;
    private static final int ITEM_BYTES = 6_000;

    @TempDir Path directory;

    @Test
    void aSubscriberThatCatchesUpReadsTheLogAboutOnce() throws Exception {
        try (var log = open();
                var table = new StreamedTable(log, 100)) {
            var behind = ModelSubscriber.silent(table);
            write(table);
            long before = log.readBytes();
            assertThat(table.changesFrom(behind.from())).hasSize(WRITES);
            long once = log.readBytes() - before;

            behind.askForAll();
            behind.awaitLast();

            assertThat(behind.seen()).hasSize(WRITES);
            // The test itself reads it twice: above, and to know what it waits for.
            long caughtUp = log.readBytes() - before - 2 * once;
            assertThat(caughtUp).isBetween(once / 2, 2 * once);
        }
    }

    @Test
    void manyThatAreAsFarBehindShareWhatIsRead() throws Exception {
        try (var log = open();
                var table = new StreamedTable(log, 100)) {
            var all = new ArrayList<ModelSubscriber>();
            for (int i = 0; i < 8; i++) {
                all.add(ModelSubscriber.silent(table));
            }
            write(table);

            all.forEach(ModelSubscriber::askForAll);
            for (ModelSubscriber subscriber : all) {
                subscriber.awaitLast();
                assertThat(subscriber.seen()).hasSize(WRITES);
            }
            table.awaitLoops();

            assertThat(table.subscriptions().ahead().heldBytes()).isZero();
        }
    }

    private ChronicleLog open() {
        ChronicleLog.create(directory);
        return ChronicleLog.open(directory, SMALL, new SplittableRandom(1), Runnable::run);
    }

    private static void write(StreamedTable table) {
        for (int i = 0; i < WRITES; i++) {
            table.write("id" + i % 9, ITEM_BYTES);
        }
    }
}
