package dev.penstock.common;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Order of byte strings as DynamoDB sees it: byte by byte, unsigned, a prefix before what it
 * begins. Ranges of two arrays: {@link Arrays#compareUnsigned(byte[], int, int, byte[], int, int)}
 * is the same order.
 */
public final class UnsignedBytes {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private UnsignedBytes() {}

    /** Negative, zero or positive, as for a comparator. */
    public static int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }

    /** Whether the {@code length} bytes from {@code offset} begin with all of {@code prefix}. */
    public static boolean startsWith(byte[] bytes, int offset, int length, byte[] prefix) {
        return prefix.length <= length
                && Arrays.equals(bytes, offset, offset + prefix.length, prefix, 0, prefix.length);
    }

    /**
     * The first 8 bytes of a range as an unsigned number, padded with zeros: if two of them differ,
     * the ranges differ in the same direction; if they are equal, nothing is known.
     */
    public static long prefix(byte[] bytes, int offset, int length) {
        if (offset + Long.BYTES <= bytes.length) {
            long word = (long) LONGS.get(bytes, offset);
            return length >= Long.BYTES ? word : word & highBytes(length);
        }
        long word = 0;
        int used = Math.min(length, Long.BYTES);
        for (int i = 0; i < used; i++) {
            word |= (bytes[offset + i] & 0xFFL) << (56 - 8 * i);
        }
        return word;
    }

    /** A mask of the first {@code count} of 8 bytes, 0 to 7. */
    private static long highBytes(int count) {
        return count == 0 ? 0 : -1L << (64 - 8 * count);
    }
}
