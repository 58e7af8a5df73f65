package dev.penstock.partition;

import java.util.function.LongSupplier;

/**
 * What there is room for, as the writer sees it with each command. Disk space is told by the
 * background worker; memory is the writer's own account.
 */
final class Room {
    static final String MEMORY_FULL =
            "The server's memory is full. Delete items or give the server more memory.";
    static final String DISK_FULL =
            "The server is low on disk space and accepts no new data. Delete items or tables, or"
                    + " give the server more space, then retry.";

    static final String INDEXES_BEHIND =
            "The table's indexes are too far behind its writes. Retry after a short wait.";

    private final long heapBytesMax;
    private final LongSupplier besideBytes;
    private final LongSupplier pinnedBytes;
    private final IndexLag indexLag;

    /**
     * Written by the background worker, and by the writer that finds no room; read by any thread:
     * one reference, nothing else with it.
     */
    private volatile DiskLevel disk = DiskLevel.PLENTY;

    Room(Watermarks watermarks, LongSupplier besideBytes) {
        this(watermarks, besideBytes, () -> 0, IndexLag.NONE);
    }

    /**
     * @param besideBytes what lives beside the trees of tables: the inbox, the indexes, the feed
     * @param pinnedBytes what only a running snapshot, or the making of an index, still holds
     */
    Room(
            Watermarks watermarks,
            LongSupplier besideBytes,
            LongSupplier pinnedBytes,
            IndexLag indexLag) {
        heapBytesMax = watermarks.heapBytesMax();
        this.besideBytes = besideBytes;
        this.pinnedBytes = pinnedBytes;
        this.indexLag = indexLag;
    }

    /**
     * How far behind the indexes are, and may be.
     *
     * @param now how long the oldest commit that they lack has been visible
     */
    record IndexLag(LongSupplier now, long microsMax) {
        static final IndexLag NONE = new IndexLag(() -> 0, Long.MAX_VALUE);
    }

    DiskLevel disk() {
        return disk;
    }

    void onDisk(DiskLevel level) {
        disk = level;
    }

    /** Whether the indexes are near enough behind for another write to their tables. */
    boolean indexesKeepUp() {
        return indexLag.now().getAsLong() <= indexLag.microsMax();
    }

    /** Whether an item may grow while this many bytes live in trees. */
    boolean allowsGrowth(long liveBytes) {
        return liveBytes + besideBytes.getAsLong() + pinnedBytes.getAsLong() < heapBytesMax;
    }

    /**
     * Whether an item may be replaced by one that is no larger. As long as a snapshot runs, that
     * takes memory too: for this there is an eighth more, so that a full database can go on.
     */
    boolean allowsReplacement(long liveBytes) {
        long pinned = pinnedBytes.getAsLong();
        // The eighth stands on this side, for a mark may be the largest number there is.
        return pinned == 0
                || liveBytes + besideBytes.getAsLong() + pinned - heapBytesMax / 8 < heapBytesMax;
    }
}
