package dev.penstock.partition;

import dev.penstock.snapshot.SnapshotStore;

/**
 * Where snapshots go and when they are taken: whichever comes first.
 *
 * @param everyLogBytes bytes that the log has grown by since the last one
 * @param everyMicros time since the last one, if anything was written
 * @param deadlineMicros one that takes longer is given up
 */
public record Snapshots(
        SnapshotStore store, long everyLogBytes, long everyMicros, long deadlineMicros) {
    public Snapshots {
        if (everyLogBytes < 1 || everyMicros < 1 || deadlineMicros < 1) {
            throw new IllegalArgumentException("a snapshot with every commit");
        }
    }

    /**
     * What the disk must have for snapshots of so many bytes of items: room for the next one and,
     * once that has replaced the older, for another. With less, a table that had grown fast could
     * have no third snapshot ever, and the log could forget nothing.
     */
    long roomBytes(long liveBytes) {
        return Math.max(liveBytes, 2 * liveBytes - store.releasableBytes());
    }

    /** Snapshots that may take as long as they like. */
    public Snapshots(SnapshotStore store, long everyLogBytes, long everyMicros) {
        this(store, everyLogBytes, everyMicros, Long.MAX_VALUE);
    }
}
