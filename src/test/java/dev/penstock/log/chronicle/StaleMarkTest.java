package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchSource;
import dev.penstock.log.DamagedLogException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An old copy of the mark never makes what was acknowledged since look like the rest of a start.
 */
class StaleMarkTest {
    private static final int RUNS = 4;

    @TempDir Path directory;
    @TempDir Path copy;

    private final List<Batch> written = new ArrayList<>();

    /** After creation, then after each run. */
    private final List<LogImage> images = new ArrayList<>();

    @BeforeEach
    void writeInSeveralEpochs() {
        ChronicleLog.create(directory);
        images.add(LogImage.of(directory));
        for (int run = 0; run < RUNS; run++) {
            try (var log = LogFiles.open(directory)) {
                written.addAll(new BatchSource(run, log.end()).appendTo(log, 3));
            }
            images.add(LogImage.of(directory));
        }
    }

    @Test
    void theMarkOfAnOlderEpochIsDamage() {
        var newest = images.getLast();
        for (LogImage older : images.subList(0, RUNS)) {
            var stale = newest.copy();
            stale.put(LogImage.mark(), older.bytes(LogImage.mark()));
            assertThatThrownBy(() -> LogFiles.judge(stale.restore(copy)))
                    .isInstanceOfSatisfying(
                            DamagedLogException.class,
                            damage -> assertThat(damage.path()).isEqualTo(copy.resolve("mark")))
                    .hasMessageContaining("the durable mark is older than the log");
            assertThat(LogImage.of(copy).names()).isEqualTo(stale.names());
        }
    }

    @Test
    void anOlderMarkOfTheSameEpochLosesNothing() {
        List<Batch> more;
        LogImage middle;
        try (var log = LogFiles.open(directory)) {
            var source = new BatchSource(9, log.end());
            more = new ArrayList<>(source.appendTo(log, 3));
            middle = LogImage.of(directory);
            more.addAll(source.appendTo(log, 3));
        }
        var stale = LogImage.of(directory);
        stale.put(LogImage.mark(), middle.bytes(LogImage.mark()));
        written.addAll(more);
        try (var log = LogFiles.open(stale.restore(copy))) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
        }
    }

    @Test
    void anEpochThatWasPutBackIsNotTakenForTheMarksOwn() {
        var mark = markOf(images.getLast());
        var putBack = images.getLast().copy();
        var foreign = new SegmentId(mark.place().epoch(), 99, 0);
        putBack.put(LogImage.segment(foreign), new byte[5000]);
        try (var log = LogFiles.open(putBack.restore(copy))) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
        }
        assertThat(LogImage.of(copy).names()).doesNotContain(LogImage.segment(foreign));
    }

    /** At a roll both slots name the new segment, so that losing either one does no harm. */
    @Test
    void afterARollEachSlotAloneNamesTheNewSegment() {
        var source = new BatchSource(5, BatchSource.end(written));
        try (var log = LogFiles.open(directory)) {
            int segment = -1;
            for (int i = 0; i < 40; i++) {
                log.append(source.next(3, 40_000, false));
                log.sync();
                if (log.place().segment() != segment) {
                    segment = log.place().segment();
                    byte[] slots = LogImage.of(directory).bytes(LogImage.mark());
                    for (int slot = 0; slot < 2; slot++) {
                        byte[] torn = slots.clone();
                        Arrays.fill(torn, slot * 4096, slot * 4096 + 64, (byte) 7);
                        assertThat(decode(torn)).isEqualTo(log.mark());
                    }
                }
            }
            assertThat(segment).isGreaterThan(2);
        }
    }

    private static DurableMark markOf(LogImage image) {
        return decode(image.bytes(LogImage.mark()));
    }

    private static DurableMark decode(byte[] slots) {
        var bytes = ByteBuffer.wrap(slots);
        var mark = DurableMark.later(DurableMark.decode(bytes, 0), DurableMark.decode(bytes, 4096));
        return Objects.requireNonNull(mark);
    }
}
