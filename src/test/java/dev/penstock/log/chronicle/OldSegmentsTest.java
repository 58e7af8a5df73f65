package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchSource;
import dev.penstock.log.DamagedLogException;
import dev.penstock.log.LogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that opening does not walk, and a log that cannot go on. */
class OldSegmentsTest {
    @TempDir Path directory;
    @TempDir Path copy;

    @Test
    void damageInAnOlderSegmentIsFoundByReading() {
        var written = write(40);
        var image = LogImage.of(directory);
        var epoch = new LogDirectory(directory).epochs().getFirst();
        Path second = LogImage.segment(epoch.withSegment(1));
        var range = LogFiles.entryRanges(image, epoch.withSegment(1)).get(2);
        image.bytes(second)[range.from() + 100] ^= 4;
        try (var log = LogFiles.open(image.restore(copy))) {
            assertThat(log.end()).isEqualTo(BatchSource.end(written));
            assertThatThrownBy(() -> LogFiles.read(log, 1))
                    .isInstanceOfSatisfying(
                            DamagedLogException.class,
                            damage -> {
                                assertThat(damage.path()).isEqualTo(copy.resolve(second));
                                assertThat(damage.offset()).isEqualTo(range.batchFrom());
                            });
            var last = written.getLast();
            assertThat(LogFiles.read(log, last.firstSequence()))
                    .isEqualTo(BatchSource.contents(List.of(last)));
        }
        var report = LogReport.of(copy);
        assertThat(report.damage()).isNotNull();
        assertThat(report.batchCount()).isPositive().isLessThan(40);
    }

    @Test
    void anOlderSegmentThatIsMissingIsFoundByReading() {
        write(40);
        var image = LogImage.of(directory);
        var epoch = new LogDirectory(directory).epochs().getFirst();
        image.remove(LogImage.segment(epoch.withSegment(1)));
        try (var log = LogFiles.open(image.restore(copy))) {
            assertThatThrownBy(() -> LogFiles.read(log, 1)).isInstanceOf(DamagedLogException.class);
        }
    }

    @Test
    void anOlderSegmentThatLostItsBeginningIsFoundByReading() {
        write(40);
        var image = LogImage.of(directory);
        var epoch = new LogDirectory(directory).epochs().getFirst();
        for (int segment = 0; segment < 2; segment++) {
            var place = epoch.withSegment(segment);
            var range = LogFiles.entryRanges(image, place).getFirst();
            var lost = image.copy();
            lost.bytes(LogImage.segment(place))[range.from() + 50] ^= 1;
            try (var log = LogFiles.open(lost.restore(copy))) {
                assertThatThrownBy(() -> LogFiles.read(log, 1))
                        .isInstanceOf(DamagedLogException.class);
            }
        }
    }

    @Test
    void aLogWhoseNextSegmentCannotBePreparedRefusesEverythingFromThenOn() throws IOException {
        var source = new BatchSource(3);
        ChronicleLog.create(directory);
        var log =
                ChronicleLog.open(
                        directory,
                        LogFiles.SMALL,
                        new SplittableRandom(1),
                        task -> {
                            if (Files.exists(directory.resolve("full"))) {
                                throw new RejectedExecutionException("full");
                            }
                            task.run();
                        });
        try (log) {
            log.begin();
            log.append(source.next());
            log.sync();
            Files.createFile(directory.resolve("full"));
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    log.append(source.next(3, 60_000, false));
                                    log.sync();
                                }
                            })
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining("cannot append batch");
            assertThatThrownBy(log::sync).hasMessageContaining("failed before");
            assertThatThrownBy(() -> log.append(source.next()))
                    .hasMessageContaining("failed before");
        }
        assertThat(LogReport.of(directory).damage()).isNull();
    }

    @Test
    void aNewLogIsReportedAsAnEmptyLog() {
        ChronicleLog.create(directory);
        var report = LogReport.of(directory);
        assertThat(report.damage()).isNull();
        assertThat(report.batchCount()).isZero();
    }

    /** Numbers, times and checksums of each entry are right; only the chain tells. */
    @Test
    void aSegmentOfAnotherHistoryIsFoundByReading() {
        var one = write(40);
        Path otherDirectory = copy.resolve("other");
        var other = write(otherDirectory, 6, 40);
        var epoch = new LogDirectory(directory).epochs().getFirst();
        Path first = LogImage.segment(epoch);
        var image = LogImage.of(directory);
        var otherImage = LogImage.of(otherDirectory);
        int last = LogFiles.entryRanges(image, epoch).size() - 1;
        // The earlier one first: time must go on as well.
        boolean isOneEarlier = one.get(last).commitMicros() < other.get(last).commitMicros();
        var mixed = isOneEarlier ? otherImage : image;
        mixed.put(first, (isOneEarlier ? image : otherImage).bytes(first));
        try (var log = LogFiles.open(mixed.restore(copy))) {
            assertThatThrownBy(() -> LogFiles.read(log, 1))
                    .isInstanceOf(DamagedLogException.class)
                    .hasMessageContaining(" is missing or damaged");
        }
    }

    private List<Batch> write(int count) {
        return write(directory, 5, count);
    }

    private static List<Batch> write(Path directory, long seed, int count) {
        var source = new BatchSource(seed);
        var written = new ArrayList<Batch>();
        try (var log = LogFiles.open(directory)) {
            for (int i = 0; i < count; i++) {
                var batch = source.next(3, 30_000, false);
                written.add(batch);
                log.append(batch);
                log.sync();
            }
            assertThat(log.place().segment()).isGreaterThan(2);
        }
        return written;
    }
}
