package dev.penstock.item;

/**
 * Byte strings one behind the other that still sort as the list of them does. Each is written with
 * 0x00 as {@code 00 FF} and closed with {@code 00 00}: a shorter string then sorts before every
 * longer one that begins with it, whatever follows.
 */
public final class EscapedBytes {
    public static final int END_BYTES = 2;

    private static final byte ZERO = 0;
    private static final byte ESCAPED = (byte) 0xFF;

    private EscapedBytes() {}

    /** Length of {@code bytes[from, to)} when written, without its end. */
    public static int length(byte[] bytes, int from, int to) {
        int length = to - from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == ZERO) {
                length++;
            }
        }
        return length;
    }

    /** Writes {@code bytes[from, to)} without its end; returns the offset behind it. */
    public static int write(byte[] bytes, int from, int to, byte[] target, int at) {
        int next = at;
        for (int i = from; i < to; i++) {
            target[next++] = bytes[i];
            if (bytes[i] == ZERO) {
                target[next++] = ESCAPED;
            }
        }
        return next;
    }

    /** Writes the end of a string; returns the offset behind it. */
    public static int writeEnd(byte[] target, int at) {
        target[at] = ZERO;
        target[at + 1] = ZERO;
        return at + END_BYTES;
    }
}
