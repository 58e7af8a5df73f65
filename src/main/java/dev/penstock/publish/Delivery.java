package dev.penstock.publish;

import dev.penstock.stream.StreamPosition;

/** What a subscriber is given. */
public sealed interface Delivery {
    /**
     * Some changes in a row, encoded.
     *
     * @param bytes shared with other subscribers: nobody may alter them
     * @param count of changes
     */
    @SuppressWarnings("ArrayRecordComponent") // Shared by design, and compared by no one.
    record Changes(byte[] bytes, int count) implements Delivery {}

    /**
     * Changes are gone that the subscriber has not seen.
     *
     * @param from it goes on here: all changes at this place and behind it are held
     */
    record Trimmed(StreamPosition from) implements Delivery {}

    /** Nothing will come any more; the last delivery. */
    record Ended(Reason reason) implements Delivery {}

    /** Why nothing will come any more. */
    enum Reason {
        TABLE_DELETED,
        STREAM_DISABLED,
        SERVER_STOPPING,
        FAILED
    }
}
