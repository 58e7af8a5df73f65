package dev.penstock.log;

/**
 * The commits that one sync makes durable together: the unit of checksum and of recovery.
 *
 * @param number 1 for the first batch of a log, then without a gap
 * @param firstSequence sequence number of the first commit, 1 for the first of a log; the others
 *     follow without a gap
 * @param commitMicros commit time, microseconds since 1970; grows strictly from batch to batch
 * @param body the encoded commits, at least one
 */
public record Batch(long number, long firstSequence, long commitMicros, BatchBody body) {
    /** Sequence number of the last commit. */
    public long lastSequence() {
        return firstSequence + body.commitCount() - 1;
    }
}
