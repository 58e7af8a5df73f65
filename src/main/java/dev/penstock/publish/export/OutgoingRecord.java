package dev.penstock.publish.export;

import java.util.List;

/**
 * One record on its way out. Its bytes are shared: nobody may alter them.
 *
 * @param key records with the same one keep their order
 * @param headers in their order
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are shared by design, and compared by no one.
public record OutgoingRecord(String topic, byte[] key, byte[] value, List<Header> headers) {
    /** What a record on its way keeps in memory beside key and value, here and in the client. */
    private static final int OVERHEAD_BYTES = 1 << 10;

    public OutgoingRecord {
        headers = List.copyOf(headers);
    }

    /** A name and a text. */
    public record Header(String name, String value) {}

    /** What it keeps in memory until it is delivered, about: the client has a copy. */
    long heldBytes() {
        return OVERHEAD_BYTES + 2L * (key.length + value.length);
    }
}
