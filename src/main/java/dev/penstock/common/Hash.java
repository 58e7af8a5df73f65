package dev.penstock.common;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0: the hash that spreads partition keys. It is part of the data format, so its
 * value for given bytes never changes.
 *
 * <p>After the specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md): four lanes over
 * stripes of 32 bytes, then the tail in words of 8, 4 and 1 bytes, then an avalanche.
 */
public final class Hash {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    /** {@code PRIME_1 + PRIME_2}, which overflows as it should. */
    private static final long PRIMES_1_2 = 0x60EA27EEADC0B5D6L;

    private static final int STRIPE_BYTES = 32;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Hash() {}

    /** XXH64 of all of {@code bytes}, seed 0. */
    public static long xxh64(byte[] bytes) {
        return xxh64(bytes, 0, bytes.length);
    }

    /** XXH64 of {@code length} bytes from {@code offset}, seed 0; an unsigned 64-bit number. */
    public static long xxh64(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        long hash = PRIME_5;
        if (length >= STRIPE_BYTES) {
            hash = stripes(bytes, offset, end - STRIPE_BYTES);
            at += length & -STRIPE_BYTES;
        }
        return avalanche(tail(bytes, at, end, hash + length));
    }

    private static long stripes(byte[] bytes, int offset, int lastStripe) {
        long lane1 = PRIMES_1_2;
        long lane2 = PRIME_2;
        long lane3 = 0;
        long lane4 = -PRIME_1;
        for (int at = offset; at <= lastStripe; at += STRIPE_BYTES) {
            lane1 = round(lane1, (long) LONGS.get(bytes, at));
            lane2 = round(lane2, (long) LONGS.get(bytes, at + 8));
            lane3 = round(lane3, (long) LONGS.get(bytes, at + 16));
            lane4 = round(lane4, (long) LONGS.get(bytes, at + 24));
        }
        long hash =
                Long.rotateLeft(lane1, 1)
                        + Long.rotateLeft(lane2, 7)
                        + Long.rotateLeft(lane3, 12)
                        + Long.rotateLeft(lane4, 18);
        return mergeLane(mergeLane(mergeLane(mergeLane(hash, lane1), lane2), lane3), lane4);
    }

    private static long tail(byte[] bytes, int from, int end, long start) {
        long hash = start;
        int at = from;
        for (; at + 8 <= end; at += 8) {
            hash ^= round(0, (long) LONGS.get(bytes, at));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (at + 4 <= end) {
            hash ^= Integer.toUnsignedLong((int) INTS.get(bytes, at)) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < end; at++) {
            hash ^= (bytes[at] & 0xFF) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return hash;
    }

    private static long round(long lane, long word) {
        return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
    }

    private static long mergeLane(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long start) {
        long hash = start;
        hash ^= hash >>> 33;
        hash *= PRIME_2;
        hash ^= hash >>> 29;
        hash *= PRIME_3;
        return hash ^ (hash >>> 32);
    }
}
