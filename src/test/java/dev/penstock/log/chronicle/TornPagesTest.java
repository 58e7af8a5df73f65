package dev.penstock.log.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchSource;
import dev.penstock.log.LogEnd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: a loss of power costs no synced batch and leaves no half of another. Method: a log of a few
 * synced batches and one that is not; of the pages written since the last sync any subset is lost;
 * the mark on disk may be any older one. What opens must be the synced batches, and the last one
 * exactly if none of its bytes are lost.
 */
class TornPagesTest {
    private static final int LOSSES_PER_LOG = 12;

    @TempDir Path directory;
    @TempDir Path copy;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void anySubsetOfUnsyncedPagesMayBeLost(long seed) {
        var random = new SplittableRandom(seed);
        var source = new BatchSource(random.nextLong());
        var written = new ArrayList<Batch>();
        var marks = new ArrayList<byte[]>();
        LogImage image;
        DurableMark synced;
        SegmentId torn;
        try (var log = LogFiles.open(directory)) {
            for (int i = random.nextInt(20); i >= 0; i--) {
                append(log, batch(source, random), written);
                log.sync();
                marks.add(LogImage.of(directory).bytes(LogImage.mark()));
            }
            synced = log.mark();
            append(log, batch(source, random), written);
            torn = log.place();
            image = LogImage.of(directory);
        }
        for (int i = 0; i < LOSSES_PER_LOG; i++) {
            var lost = image.copy();
            boolean isWhole = lose(lost, image, torn, synced, random);
            lost.put(LogImage.mark(), marks.get(random.nextInt(marks.size())));
            int survivors = written.size() - (isWhole ? 0 : 1);
            lost.restore(copy);
            var report = LogReport.of(copy);
            assertThat(report.damage()).isNull();
            assertThat(report.end().batchNumber()).isEqualTo(survivors);
            if (i == 0) {
                assertThatItOpensAndGoesOn(written.subList(0, survivors), random);
            }
        }
    }

    /** Loses pages of the segment that was written last; returns whether no byte of it is gone. */
    private static boolean lose(
            LogImage lost,
            LogImage image,
            SegmentId torn,
            DurableMark synced,
            RandomGenerator random) {
        Path file = LogImage.segment(torn);
        boolean isNewFile = !torn.equals(synced.place());
        if (isNewFile && random.nextInt(4) == 0) {
            lost.rename(file, Path.of(file.toString().replace(".cq4", ".precreated")));
            return false;
        }
        long from = isNewFile ? 0 : synced.offset();
        int pages = image.bytes(file).length / LogImage.PAGE_BYTES;
        int one = random.nextInt(3) == 0 ? 1 : 1 << random.nextInt(1, 9);
        for (int page = (int) (from / LogImage.PAGE_BYTES); page < pages; page++) {
            if (random.nextInt(one) == 0) {
                lost.losePage(file, page, from);
            }
        }
        // What the queue keeps for itself may be lost too; only our entries count.
        return LogFiles.entryRanges(image, torn).stream()
                .allMatch(
                        range ->
                                Arrays.equals(
                                        lost.bytes(file),
                                        range.from(),
                                        range.to(),
                                        image.bytes(file),
                                        range.from(),
                                        range.to()));
    }

    private void assertThatItOpensAndGoesOn(List<Batch> survivors, RandomGenerator random) {
        var expected = new ArrayList<>(BatchSource.contents(survivors));
        try (var log = LogFiles.open(copy)) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(expected);
            LogEnd end = log.end();
            assertThat(end).isEqualTo(BatchSource.end(survivors));
            expected.addAll(
                    BatchSource.contents(new BatchSource(random.nextLong(), end).appendTo(log, 2)));
        }
        try (var log = LogFiles.open(copy)) {
            assertThat(LogFiles.read(log, 1)).isEqualTo(expected);
        }
    }

    private static void append(ChronicleLog log, Batch batch, List<Batch> written) {
        log.append(batch);
        written.add(batch);
    }

    /** One entry as a rule, sometimes several, sometimes more than fits into the segment. */
    private static Batch batch(BatchSource source, RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> source.next(5, 120_000, true);
            case 1 -> source.next(3, 100_000, false);
            case 2 -> source.next(2, 9_000, true);
            default -> source.next();
        };
    }
}
