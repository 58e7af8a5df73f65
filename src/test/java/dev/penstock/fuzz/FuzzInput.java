package dev.penstock.fuzz;

import java.util.Arrays;

/** The bytes of one fuzzed input as choices, taken from the front; behind the end all are 0. */
public final class FuzzInput {
    private final byte[] bytes;
    private int at;

    public FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean isEmpty() {
        return at >= bytes.length;
    }

    /** From 0 to 255. */
    public int next() {
        return isEmpty() ? 0 : Byte.toUnsignedInt(bytes[at++]);
    }

    public boolean flag() {
        return (next() & 1) != 0;
    }

    public int nextInt() {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << Byte.SIZE | next();
        }
        return value;
    }

    public long nextLong() {
        return (long) nextInt() << Integer.SIZE | Integer.toUnsignedLong(nextInt());
    }

    /** At most so many bytes; fewer at the end. */
    public byte[] take(int length) {
        int from = Math.min(at, bytes.length);
        at = Math.min(from + length, bytes.length);
        return Arrays.copyOfRange(bytes, from, at);
    }

    public byte[] rest() {
        return take(bytes.length);
    }
}
