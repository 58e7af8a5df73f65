package dev.penstock.partition;

import dev.penstock.snapshot.SnapshotStore;

/**
 * Where snapshots go and when they are taken: whichever comes first.
 *
 * @param everyLogBytes bytes that the log has grown by since the last one
 * @param everyMicros time since the last one, if anything was written
 */
public record Snapshots(SnapshotStore store, long everyLogBytes, long everyMicros) {
    public Snapshots {
        if (everyLogBytes < 1 || everyMicros < 1) {
            throw new IllegalArgumentException("a snapshot with every commit");
        }
    }
}
