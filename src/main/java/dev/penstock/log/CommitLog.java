package dev.penstock.log;

import java.util.function.LongSupplier;

/**
 * The log port: an ordered sequence of batches, each durable as a whole or not at all.
 *
 * <p>Appending belongs to one thread, the writer, and goes in pairs: {@link #append}, then {@link
 * #sync}, once the log was begun. Batch numbers and sequence numbers are given by the caller and
 * grow without a gap. Any exception from either, but for {@link NoRoomException}, is fatal: the log
 * refuses further use, and the caller must answer no reply that the failed sync covered, and stop.
 */
public interface CommitLog extends ReadableLog, AutoCloseable {
    /**
     * Ends the judging: makes durable all that {@link #read} has given, and the log ready for
     * appends. Before it nothing in storage is changed, so that whoever refuses what he read leaves
     * everything as it was. Called once, by the thread that opens, before anybody is shown what was
     * read.
     *
     * @throws LogException if storage refuses
     */
    void begin();

    /**
     * Where the commit with this sequence number stands, or would stand, for people to look: a file
     * and an offset if there are files.
     */
    String placeOf(long sequence);

    /**
     * Writes a batch behind the last one. Not durable before {@link #sync} returns. The body is
     * read during the call only.
     *
     * @throws NoRoomException if there is no disk space for it: nothing was appended
     * @throws LogException if storage refuses
     * @throws IllegalStateException if the batch before was not synced
     * @throws IllegalArgumentException if it does not follow {@link #end}
     */
    void append(Batch batch);

    /**
     * Makes the batch just appended survive a loss of power, and only then moves the durable mark.
     *
     * @throws LogException if storage refuses
     */
    void sync();

    /**
     * Allows what lies wholly below this sequence number to go. May be called by any thread; a
     * reader that is still there fails.
     */
    void retain(long fromSequence);

    /**
     * Says how much disk must stay free whenever the log takes a segment more: what the next
     * snapshot needs, without which the log could forget nothing. Called once, behind {@link
     * #begin}; the log asks any thread's question at any time. A log without files takes no disk.
     *
     * @param bytes asked anew before each segment
     */
    default void leaveFree(LongSupplier bytes) {}

    @Override
    void close();
}
