package dev.penstock.log;

import java.util.List;

/**
 * The commits that one sync makes durable together: the unit of checksum and of recovery.
 *
 * @param number 1 for the first batch of a log, then without a gap
 * @param firstSequence sequence number of the first commit; the others follow without a gap
 * @param commitMicros commit time, microseconds since 1970; grows strictly from batch to batch
 * @param commits one encoded commit each (see {@code CommitFrame}), at least one
 */
public record Batch(long number, long firstSequence, long commitMicros, List<byte[]> commits) {
    /** Sequence number of the last commit. */
    public long lastSequence() {
        return firstSequence + commits.size() - 1;
    }
}
