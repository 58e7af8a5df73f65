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

    private final long heapBytesMax;
    private final LongSupplier inboxBytes;
    private final LongSupplier pinnedBytes;

    /**
     * Written by the background worker, and by the writer that finds no room; read by any thread:
     * one reference, nothing else with it.
     */
    private volatile DiskLevel disk = DiskLevel.PLENTY;

    Room(Watermarks watermarks, LongSupplier inboxBytes) {
        this(watermarks, inboxBytes, () -> 0);
    }

    /**
     * @param pinnedBytes what only a running snapshot still holds
     */
    Room(Watermarks watermarks, LongSupplier inboxBytes, LongSupplier pinnedBytes) {
        heapBytesMax = watermarks.heapBytesMax();
        this.inboxBytes = inboxBytes;
        this.pinnedBytes = pinnedBytes;
    }

    DiskLevel disk() {
        return disk;
    }

    void onDisk(DiskLevel level) {
        disk = level;
    }

    /** Whether an item may grow while this many bytes live in trees. */
    boolean allowsGrowth(long liveBytes) {
        return liveBytes + inboxBytes.getAsLong() + pinnedBytes.getAsLong() < heapBytesMax;
    }

    /**
     * Whether an item may be replaced by one that is no larger. As long as a snapshot runs, that
     * takes memory too: for this there is an eighth more, so that a full database can go on.
     */
    boolean allowsReplacement(long liveBytes) {
        long pinned = pinnedBytes.getAsLong();
        // The eighth stands on this side, for a mark may be the largest number there is.
        return pinned == 0
                || liveBytes + inboxBytes.getAsLong() + pinned - heapBytesMax / 8 < heapBytesMax;
    }
}
