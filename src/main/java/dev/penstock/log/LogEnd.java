package dev.penstock.log;

/**
 * Where a log ends: what the next batch must follow.
 *
 * @param batchNumber number of the last batch, 0 if there never was one
 * @param sequence sequence number of the last commit, 0 if there never was one
 * @param commitMicros commit time of the last batch
 */
public record LogEnd(long batchNumber, long sequence, long commitMicros) {
    /** The end of a log that never held a batch. */
    public static final LogEnd NONE = new LogEnd(0, 0, 0);

    /**
     * The end once this batch is part of the log.
     *
     * @throws IllegalArgumentException if it is not the batch that follows
     */
    public LogEnd after(Batch batch) {
        boolean follows =
                batch.number() == batchNumber + 1
                        && batch.firstSequence() == sequence + 1
                        && batch.commitMicros() > commitMicros
                        && batch.body().commitCount() > 0;
        if (!follows) {
            throw new IllegalArgumentException(
                    "batch %d of sequence %d, %d commits at %d µs cannot follow %s"
                            .formatted(
                                    batch.number(),
                                    batch.firstSequence(),
                                    batch.body().commitCount(),
                                    batch.commitMicros(),
                                    this));
        }
        return new LogEnd(batch.number(), batch.lastSequence(), batch.commitMicros());
    }
}
