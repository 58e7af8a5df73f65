package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchSource;
import dev.penstock.log.DamagedLogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second loss of power, at each step of opening after the first. The first left a mark that is
 * older than the log, so that many batches are rewritten, over several segments.
 */
class RewritingTest {
    private static final int BATCHES = 30;
    private static final int MARKED = 4;

    @TempDir Path directory;
    @TempDir Path copy;

    private final List<Batch> written = new ArrayList<>();

    /** After the first loss of power. */
    private LogImage first;

    /** After an opening that nothing disturbed. */
    private LogImage opened;

    private SegmentId oldEpoch;
    private SegmentId newEpoch;

    @BeforeEach
    void writeAndOpen() {
        var source = new BatchSource(1);
        byte[] staleMark = {};
        try (var log = LogFiles.open(directory)) {
            for (int i = 1; i <= BATCHES; i++) {
                var batch = source.next(3, i % 2 == 0 ? 60_000 : 500, false);
                written.add(batch);
                log.append(batch);
                log.sync();
                if (i == MARKED) {
                    staleMark = LogImage.of(directory).bytes(LogImage.mark());
                }
            }
            oldEpoch = log.place().withSegment(0);
            assertThat(log.place().segment()).isGreaterThan(1);
            first = LogImage.of(directory);
        }
        first.put(LogImage.mark(), staleMark);
        try (var log = LogFiles.open(first.restore(directory))) {
            newEpoch = log.place().withSegment(0);
            assertThat(log.place().segment()).isGreaterThan(1);
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
            assertThat(log.mark().place().epoch()).isEqualTo(2);
            assertThat(log.mark().end().batchNumber()).isEqualTo(BATCHES);
            opened = LogImage.of(directory);
        }
    }

    @Test
    void afterOpeningOnlyOneEpochHoldsEachBatch() throws IOException {
        var report = LogReport.of(opened.restore(copy));
        assertThat(report.beyondMark()).isZero();
        assertThat(report.batchCount()).isEqualTo(BATCHES);
        assertThat(LogFiles.segments(new LogDirectory(copy).epochPath(oldEpoch))).hasSize(1);
        assertThat(Files.size(copy.resolve(LogImage.segment(oldEpoch)))).isLessThan(500_000);
    }

    @Test
    void beforeTheMarkMovesTheAttemptIsDropped() {
        var random = new SplittableRandom(2);
        for (int lost = 0; lost < 6; lost++) {
            var crashed = first.copy();
            crashed.putEpoch(newEpoch, opened);
            byte[] rewritten = crashed.bytes(LogImage.segment(newEpoch));
            int from = random.nextInt(rewritten.length);
            Arrays.fill(rewritten, from, random.nextInt(from, rewritten.length), (byte) 0);
            assertThatNothingIsLost(crashed);
        }
    }

    @Test
    void withAnEmptyNewEpochTheAttemptIsDropped() throws IOException {
        Path empty = first.restore(copy).resolve(LogImage.segment(newEpoch)).getParent();
        Files.createDirectories(empty);
        try (var log = LogFiles.open(copy)) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
        }
    }

    @Test
    void afterTheFirstSlotTheNewEpochCounts() {
        var crashed = first.copy();
        crashed.putEpoch(newEpoch, opened);
        byte[] slots = first.bytes(LogImage.mark()).clone();
        System.arraycopy(opened.bytes(LogImage.mark()), 0, slots, 0, 4096);
        crashed.put(LogImage.mark(), slots);
        assertThatNothingIsLost(crashed);
    }

    @Test
    void beforeCleaningUpBothEpochsAreThere() {
        var crashed = opened.copy();
        crashed.putEpoch(oldEpoch, first);
        assertThatNothingIsLost(crashed);
        var report = LogReport.of(crashed.restore(copy));
        assertThat(report.damage()).isNull();
        assertThat(report.batchCount()).isEqualTo(BATCHES);
    }

    private void assertThatNothingIsLost(LogImage crashed) {
        try (var log = LogFiles.open(crashed.restore(copy))) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
            new BatchSource(9, log.end()).appendTo(log, 2);
            assertThat(log.end().batchNumber()).isEqualTo(BATCHES + 2);
        }
        assertThat(LogReport.of(copy).batchCount()).isEqualTo(BATCHES + 2);
    }

    /** Rot beyond the mark, but not in the last batch: what stands behind it proves it. */
    @Test
    void aHoleBeyondTheMarkWithBatchesBehindItIsDamage() {
        var ranges = LogFiles.entryRanges(first, oldEpoch);
        var holed = first.copy();
        var hole = ranges.get(MARKED + 1);
        Arrays.fill(holed.bytes(LogImage.segment(oldEpoch)), hole.from(), hole.to(), (byte) 0xFF);
        assertThatThrownBy(() -> LogFiles.open(holed.restore(copy)))
                .isInstanceOfSatisfying(
                        DamagedLogException.class,
                        damage -> {
                            assertThat(damage.offset()).isEqualTo(hole.batchFrom());
                            assertThat(damage.path())
                                    .isEqualTo(copy.resolve(LogImage.segment(oldEpoch)));
                        });
    }

    /** The whole rest of a segment is gone, but the next one is there. */
    @Test
    void aSegmentThatIsMissingBetweenOthersIsDamage() {
        var holed = first.copy();
        holed.remove(LogImage.segment(oldEpoch.withSegment(1)));
        assertThatThrownBy(() -> LogFiles.open(holed.restore(copy)))
                .isInstanceOf(DamagedLogException.class);
    }
}
