package dev.penstock.log;

/**
 * The log port: an ordered sequence of batches, each durable as a whole or not at all.
 *
 * <p>Appending belongs to one thread, the writer. Batch numbers and sequence numbers are given by
 * the caller and grow without a gap. Any exception from {@link #append} or {@link #sync} is fatal:
 * the caller must never append again, answer no reply that the failed sync covered, and stop.
 */
public interface CommitLog extends AutoCloseable {
    /**
     * Writes a batch behind the last one. Not durable before {@link #sync} returns.
     *
     * @throws LogException if storage refuses
     */
    void append(Batch batch);

    /**
     * Makes everything appended so far survive a loss of power, and only then moves the durable
     * mark.
     *
     * @throws LogException if storage refuses
     */
    void sync();

    /**
     * Hands every durable batch whose last sequence number is at least {@code fromSequence} to the
     * reader, in order. May be called by any thread, beside the writer.
     */
    void read(long fromSequence, BatchReader reader);

    /** Allows segments to go that hold nothing at or after this sequence number. */
    void retain(long fromSequence);

    @Override
    void close();
}
