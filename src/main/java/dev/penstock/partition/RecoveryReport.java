package dev.penstock.partition;

import java.util.List;

/**
 * What opening a database found.
 *
 * @param snapshotSequence the commit that the snapshot ended with; 0 without a snapshot
 * @param replayed from the log
 * @param items items in all tables of clients
 * @param durationMicros by the clock that was passed in
 * @param snapshotFindings what was wrong with newer snapshots, which were passed over
 */
public record RecoveryReport(
        long snapshotSequence,
        Replayed replayed,
        long items,
        long durationMicros,
        List<String> snapshotFindings) {
    /** What was read from the log. */
    public record Replayed(long batches, long commits) {}

    public RecoveryReport {
        snapshotFindings = List.copyOf(snapshotFindings);
    }

    /** Batches replayed from the log. */
    public long batches() {
        return replayed.batches();
    }

    /** Commits replayed from the log. */
    public long commits() {
        return replayed.commits();
    }
}
