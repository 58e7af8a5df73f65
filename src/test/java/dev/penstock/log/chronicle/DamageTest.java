package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchSource;
import dev.penstock.log.DamagedLogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of synced bytes is found, and named by file and offset. */
class DamageTest {
    private static final int BATCHES = 12;

    @TempDir Path directory;
    @TempDir Path copy;

    private final List<Batch> written = new ArrayList<>();
    private LogImage image;
    private DurableMark mark;
    private Path file;
    private List<LogFiles.Range> ranges;

    /** One segment: small batches, and one of several entries in the middle. */
    @BeforeEach
    void writeLog() {
        var source = new BatchSource(1);
        try (var log = LogFiles.open(directory)) {
            for (int i = 0; i < BATCHES; i++) {
                var batch = i == BATCHES / 2 ? source.next(6, 100_000, false) : source.next();
                written.add(batch);
                log.append(batch);
                log.sync();
            }
            mark = log.mark();
            image = LogImage.of(directory);
        }
        file = LogImage.segment(mark.place());
        ranges = LogFiles.entryRanges(image, mark.place());
    }

    @Test
    void theImageItselfIsGood() {
        var report = LogReport.of(image.restore(copy));
        assertThat(report.damage()).isNull();
        assertThat(report.batchCount()).isEqualTo(BATCHES);
        assertThat(report.end()).isEqualTo(BatchSource.end(written));
        assertThat(report.beyondMark()).isZero();
        assertThat(ranges).hasSize(BATCHES + 1);
    }

    @Test
    void aLostPageIsDamageExactlyIfItHeldOurBytes() {
        for (int page = 0; (long) page * LogImage.PAGE_BYTES < mark.offset(); page++) {
            var lost = image.copy();
            lost.losePage(file, page, 0);
            assertThatItIsFound(lost, page * LogImage.PAGE_BYTES, (page + 1) * LogImage.PAGE_BYTES);
        }
    }

    /** One bit of many bytes of the small entries, of some of the large, of the queue's own. */
    @Test
    void aFlippedBitIsDamageExactlyIfItIsOurs() {
        var random = new SplittableRandom(2);
        for (int at = 0; at < mark.offset(); at += stride(at)) {
            var flipped = image.copy();
            flipped.bytes(file)[at] ^= (byte) (1 << random.nextInt(8));
            assertThatItIsFound(flipped, at, at + 1);
        }
    }

    @Test
    void everyFlippedBitOfABatchIsDamage() throws IOException {
        var batch = ranges.getLast();
        image.truncate(file, batch.to());
        Path hurt = image.restore(copy).resolve(file);
        byte[] whole = image.bytes(file);
        for (int bit = 8 * batch.from(); bit < 8 * batch.to(); bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(hurt, flipped);
            var damage = LogReport.of(copy).damage();
            assertThat(damage).as("bit %d", bit).isNotNull();
            assertThat(Objects.requireNonNull(damage).path()).isEqualTo(hurt);
            assertThat(damage.offset()).isEqualTo(batch.batchFrom());
        }
    }

    private int stride(int at) {
        var owner = ranges.stream().filter(r -> at >= r.from() && at < r.to()).findFirst();
        boolean isDense = owner.isPresent() && owner.get().to() - owner.get().from() < 8192;
        return isDense ? 11 : 20_011;
    }

    private void assertThatItIsFound(LogImage altered, int from, int to) {
        var hit = ranges.stream().filter(r -> r.from() < to && r.to() > from).findFirst();
        var report = LogReport.of(altered.restore(copy));
        if (hit.isEmpty()) {
            assertThat(report.damage()).as("at %d", from).isNull();
            assertThat(report.batchCount()).isEqualTo(BATCHES);
            return;
        }
        assertThat(report.damage()).as("at %d", from).isNotNull();
        var damage = Objects.requireNonNull(report.damage());
        assertThat(damage.path()).isEqualTo(copy.resolve(file));
        assertThat(damage.offset()).isEqualTo(hit.get().batchFrom());
    }

    @Test
    void aDamagedLogIsNotOpened() {
        image.bytes(file)[ranges.get(3).from() + 80] ^= 1;
        assertThatThrownBy(() -> LogFiles.open(image.restore(copy)))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("at byte " + ranges.get(3).batchFrom());
    }

    @Test
    void aFileThatWasCutIsDamage() {
        for (long bytes = 0; bytes < mark.offset(); bytes += 1 + bytes / 7) {
            var cut = image.copy();
            cut.truncate(file, bytes);
            assertThat(LogReport.of(cut.restore(copy)).damage()).as("%d bytes", bytes).isNotNull();
        }
    }

    @Test
    void aFileThatIsGoneIsDamage() {
        var gone = image.copy();
        gone.remove(file);
        assertThatThrownBy(() -> LogFiles.open(gone.restore(copy)))
                .isInstanceOf(DamagedLogException.class);
    }

    @Test
    void anEpochThatIsGoneIsDamage() {
        var gone = image.copy();
        gone.removeEpoch(mark.place());
        assertThatThrownBy(() -> LogFiles.open(gone.restore(copy)))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContaining("epoch of the durable mark is missing");
    }

    @Test
    void aLostMarkIsDamage() {
        var lost = image.copy();
        lost.remove(LogImage.mark());
        assertThatTheMarkIsNamed(lost);
        lost.put(LogImage.mark(), new byte[8192]);
        assertThatTheMarkIsNamed(lost);
        lost.put(LogImage.mark(), new byte[0]);
        assertThatTheMarkIsNamed(lost);
    }

    private void assertThatTheMarkIsNamed(LogImage lost) {
        assertThatThrownBy(() -> LogFiles.open(lost.restore(copy)))
                .isInstanceOfSatisfying(
                        DamagedLogException.class,
                        damage -> assertThat(damage.path()).isEqualTo(copy.resolve("mark")));
    }

    @Test
    void oneSlotOfTheMarkIsEnough() {
        for (int slot = 0; slot < 2; slot++) {
            var torn = image.copy();
            torn.bytes(LogImage.mark())[slot * 4096 + 17] ^= 1;
            try (var log = LogFiles.open(torn.restore(copy))) {
                assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
            }
        }
    }

    @Test
    void aMarkBeyondTheLogIsDamage() {
        var older = image.copy();
        byte[] bytes = older.bytes(file);
        var last = ranges.getLast();
        Arrays.fill(bytes, last.from(), last.to(), (byte) 0);
        var report = LogReport.of(older.restore(copy));
        assertThat(report.damage()).isNotNull();
        assertThat(Objects.requireNonNull(report.damage()).offset()).isEqualTo(last.batchFrom());
    }

    @Test
    void zerosUnderTheNextSegmentsNameAreNoDamage() {
        var renamed = image.copy();
        renamed.put(LogImage.segment(mark.place().withSegment(1)), new byte[100_000]);
        try (var log = LogFiles.open(renamed.restore(copy))) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(BatchSource.contents(written));
        }
    }

    @Test
    void aSegmentOfAnotherPlaceIsNotBelieved() {
        var moved = image.copy();
        moved.put(LogImage.segment(mark.place().withSegment(1)), image.bytes(file).clone());
        var report = LogReport.of(moved.restore(copy));
        assertThat(report.damage()).isNull();
        assertThat(report.batchCount()).isEqualTo(BATCHES);
    }

    @Test
    void aDifferentBatchWhereTheMarkPointsIsDamage() {
        var other = image.copy();
        byte[] slots = other.bytes(LogImage.mark());
        var buffer = ByteBuffer.wrap(slots).order(ByteOrder.LITTLE_ENDIAN);
        new DurableMark(mark.place(), mark.offset(), mark.end(), mark.chain() + 1).encode(buffer);
        new DurableMark(mark.place(), mark.offset(), mark.end(), mark.chain() + 1)
                .encode(buffer.slice(4096, 64).order(ByteOrder.LITTLE_ENDIAN));
        assertThatThrownBy(() -> LogFiles.open(other.restore(copy)))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContaining("not the one that the durable mark names");
    }
}
