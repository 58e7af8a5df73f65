package dev.penstock.partition;

import org.jspecify.annotations.Nullable;

/**
 * How snapshots are going, for health and metrics.
 *
 * @param sequence the commit that the newest one ends with; 0 if there is none
 * @param takenMicros commit time of that commit
 * @param failures attempts that failed since the last one that succeeded
 * @param problem what went wrong with the last attempt; null if nothing
 */
public record SnapshotStatus(
        long sequence, long takenMicros, int failures, @Nullable String problem) {
    static final SnapshotStatus NONE = new SnapshotStatus(0, 0, 0, null);

    SnapshotStatus failed(Throwable failure) {
        return new SnapshotStatus(sequence, takenMicros, failures + 1, String.valueOf(failure));
    }
}
