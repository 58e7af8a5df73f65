package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchBody;
import dev.penstock.log.Change;
import dev.penstock.log.LogEnd;
import dev.penstock.log.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers of a table read that has little in a log full of others', counted in bytes. */
class TableIndexTest {
    /** Stretches of 256 KiB. */
    private static final ChronicleLogSettings SETTINGS =
            new ChronicleLogSettings(4 << 20, 2 << 20, 0);

    private static final int BATCHES = 1_000;
    private static final int IMAGE_BYTES = 20_000;
    private static final int MANY = 1;
    private static final int FEW = 2;
    private static final int NONE = 3;

    /** Batches with a change of the table that has few. */
    private static final List<Long> WITH_FEW = List.of(1L, 500L, 501L, 990L);

    private static final long LOG_BYTES = (long) BATCHES * IMAGE_BYTES;

    /** A stretch, and what a reader reads ahead. */
    private static final long STRETCH_BYTES = 512 << 10;

    @TempDir Path directory;

    @Test
    void aReadSkipsWhatHoldsNothingOfItsTable() {
        try (var log = write()) {
            assertReads(log, FEW, 4 * STRETCH_BYTES);
            assertReads(log, NONE, STRETCH_BYTES);
        }
    }

    @Test
    void aReadAfterARestartSkipsWhatHoldsNothingOfItsTable() {
        write().close();
        try (var log = open()) {
            // The segment that was written last has no index yet.
            assertReads(log, FEW, SETTINGS.segmentBytes() + 4 * STRETCH_BYTES);
            assertReads(log, FEW, 4 * STRETCH_BYTES);
            assertReads(log, NONE, STRETCH_BYTES);
        }
        try (var log = open()) {
            assertReads(log, FEW, 4 * STRETCH_BYTES);
        }
    }

    @Test
    void aReadFromTheMiddleAfterARestartBeginsNearIt() {
        write().close();
        try (var log = open()) {
            long before = log.readBytes();
            log.read(BATCHES / 2 + 10, batch -> false);
            assertThat(log.readBytes() - before).isLessThan(STRETCH_BYTES);
        }
    }

    @Test
    void anIndexThatIsGoneIsMadeAnew() throws IOException {
        write().close();
        for (Path index : indexes()) {
            Files.delete(index);
        }
        try (var log = open()) {
            assertReads(log, FEW, 2 * LOG_BYTES);
            assertReads(log, FEW, 4 * STRETCH_BYTES);
        }
        try (var log = open()) {
            assertReads(log, FEW, 4 * STRETCH_BYTES);
        }
    }

    @Test
    void anIndexThatIsDamagedIsMadeAnew() throws IOException {
        write().close();
        for (Path index : indexes()) {
            byte[] bytes = Files.readAllBytes(index);
            bytes[bytes.length / 2] ^= 1;
            Files.write(index, bytes);
        }
        try (var log = open()) {
            assertReads(log, FEW, 2 * LOG_BYTES);
            assertReads(log, FEW, 4 * STRETCH_BYTES);
        }
    }

    @Test
    void anIndexOfAnotherSegmentIsNotBelieved() throws IOException {
        write().close();
        var indexes = indexes();
        byte[] first = Files.readAllBytes(indexes.getFirst());
        for (Path index : indexes) {
            Files.write(index, first);
        }
        try (var log = open()) {
            assertReads(log, FEW, 2 * LOG_BYTES);
        }
    }

    @Test
    void anIndexIsForgottenWithItsSegment() throws IOException {
        try (var log = write()) {
            int before = indexes().size();
            log.retain(BATCHES / 2);
            assertThat(indexes()).hasSizeBetween(1, before / 2 + 1);
            log.retain(BATCHES);
            assertThat(indexes()).isEmpty();
        }
    }

    /** Damage is found by whoever wants what stands there. */
    @Test
    void whatIsSkippedIsNotLookedAt() throws IOException {
        write().close();
        var segments = LogFiles.segments(directory);
        Path damaged = segments.get(segments.size() / 4);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 3] ^= 1;
        Files.write(damaged, bytes);
        try (var log = open()) {
            assertReads(log, FEW, 2 * LOG_BYTES);
        }
        assertThat(LogReport.of(directory).damage()).isNotNull();
    }

    private void assertReads(ChronicleLog log, int table, long bytesMax) {
        long before = log.readBytes();
        var withTable = new ArrayList<Long>();
        log.read(
                1,
                table,
                batch -> {
                    batch.body()
                            .changesOf(
                                    table,
                                    0,
                                    (commit, ordinal, change) -> withTable.add(batch.number()));
                    return true;
                });
        assertThat(withTable).isEqualTo(table == FEW ? WITH_FEW : List.of());
        assertThat(log.readBytes() - before).isLessThanOrEqualTo(bytesMax);
    }

    private List<Path> indexes() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".index")).sorted().toList();
        }
    }

    private ChronicleLog write() {
        ChronicleLog.create(directory);
        var log = open();
        LongStream.rangeClosed(1, BATCHES).forEach(number -> append(log, number));
        return log;
    }

    private ChronicleLog open() {
        var log = ChronicleLog.open(directory, SETTINGS, new SplittableRandom(), Runnable::run);
        log.begin();
        return log;
    }

    private static void append(ChronicleLog log, long number) {
        var body = new BatchBody();
        int table = WITH_FEW.contains(number) ? FEW : MANY;
        body.addCommit(List.of(new Change.Put(table, Origin.USER, 0, new byte[IMAGE_BYTES], null)));
        LogEnd end = log.end();
        log.append(new Batch(number, end.sequence() + 1, end.commitMicros() + 1, body));
        log.sync();
    }
}
