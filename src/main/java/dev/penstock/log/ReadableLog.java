package dev.penstock.log;

/** What is durable of a log, for any thread to read, beside the writer. */
public interface ReadableLog {
    /** The last durable batch. The next one appended must follow it. */
    LogEnd end();

    /**
     * The lowest sequence number that {@link #read} can still give; one past the end if there is
     * none. Whoever needs what lies below must have it from elsewhere.
     */
    long firstSequence();

    /**
     * Hands every durable batch that is still held and whose last sequence number is at least
     * {@code fromSequence} to the reader, in order. Begins near that, however much is held before.
     *
     * @throws DamagedLogException if what stands there is not what was synced
     */
    void read(long fromSequence, BatchReader reader);

    /**
     * The same for whoever wants the changes of one table: batches that hold none of it may be left
     * out.
     *
     * @throws DamagedLogException if what was not left out is not what was synced
     */
    default void read(long fromSequence, int tableId, BatchReader reader) {
        read(fromSequence, reader);
    }

    /**
     * A commit time from which on everything is held, as near to the oldest that is as is known
     * without reading. A log that holds everything may say so of any time.
     */
    default long firstMicros() {
        return 0;
    }

    /**
     * A sequence number from which on {@link #read} gives every commit of this time or later that
     * is held: the highest that is known without reading.
     */
    default long sequenceAt(long commitMicros) {
        return firstSequence();
    }

    /**
     * A sequence number from which on the log takes at most this much storage, about, or the last
     * that can be told apart: what lies below is what exceeds it.
     */
    default long sequenceWithin(long bytes) {
        return firstSequence();
    }
}
