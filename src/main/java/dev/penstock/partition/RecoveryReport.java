package dev.penstock.partition;

/**
 * What opening a database found.
 *
 * @param snapshotSequence the commit that the snapshot ended with; 0 without a snapshot
 * @param batches batches replayed from the log
 * @param commits commits replayed from the log
 * @param items items in all tables of clients
 * @param durationMicros by the clock that was passed in
 */
public record RecoveryReport(
        long snapshotSequence, long batches, long commits, long items, long durationMicros) {}
