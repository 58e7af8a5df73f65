package dev.penstock.simulation;

import dev.penstock.log.chronicle.ChronicleLogSettings;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.Watermarks;
import java.util.random.RandomGenerator;

/**
 * Sizes of one run: small, so that segments roll and snapshots are taken all the time.
 *
 * @param everyLogBytes between two snapshots
 * @param everyMicros between two snapshots, if anything was written
 * @param lives processes, one after the other
 * @param actions of one process
 * @param payloadBytesMax of an ordinary item
 * @param hasLargeItems whether some batches take several entries, and more than a segment
 * @param failsCalls whether calls of the system fail
 * @param diskBytes room on the disk
 */
record Profile(
        DatabaseSettings database,
        ChronicleLogSettings log,
        long everyLogBytes,
        long everyMicros,
        int lives,
        int actions,
        int payloadBytesMax,
        boolean hasLargeItems,
        boolean failsCalls,
        long diskBytes) {
    private static final int LARGE_ITEMS_ONE_IN = 40;
    private static final long LARGE_BATCH_BYTES = 8 << 20;

    /** So little that the indexes fall behind now and then. */
    private static final long FEED_BYTES = 8 << 10;

    /**
     * With less than this a batch may be refused: a new segment leaves room for another one and for
     * two snapshots, and a third may take its own at the same time.
     *
     * @param liveBytes that a snapshot may have
     */
    long roomBytes(long liveBytes) {
        return 2 * log.segmentFileBytes() + 3 * liveBytes + (hasLargeItems ? LARGE_BATCH_BYTES : 0);
    }

    static Profile of(RandomGenerator random) {
        int blockBytes = 16 << 10 << random.nextInt(2);
        var log = new ChronicleLogSettings(random.nextInt(16, 64) << 10, blockBytes, 0);
        boolean isLarge = random.nextInt(LARGE_ITEMS_ONE_IN) == 0;
        var marks = Watermarks.ofSegments(Long.MAX_VALUE, log.segmentFileBytes());
        var database =
                new DatabaseSettings(
                                random.nextInt(1, 4),
                                new DatabaseSettings.Tree(4, 4),
                                new DatabaseSettings.Inbox(64, 16 << 20),
                                new DatabaseSettings.Batching(random.nextInt(1, 9), 8 << 20),
                                marks)
                        .with(new DatabaseSettings.Feed(FEED_BYTES, Long.MAX_VALUE));
        return new Profile(
                database,
                log,
                random.nextInt(2, 40) << 10,
                random.nextLong(1_000, 1_000_000),
                random.nextInt(2, 6),
                random.nextInt(15, 70),
                random.nextBoolean() ? 200 : 3_000,
                isLarge,
                random.nextInt(3) > 0,
                isLarge ? 64 << 20 : 2 << 20);
    }
}
