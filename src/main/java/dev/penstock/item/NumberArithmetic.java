package dev.penstock.item;

import java.math.BigDecimal;

/**
 * Sums and differences of encoded numbers. Small integers, the counters of this world, are fast.
 */
final class NumberArithmetic {
    /** Pairs of a number below 10^16, so that sums stay in a long. */
    private static final int LONG_PAIRS_MAX = 8;

    private NumberArithmetic() {}

    static byte[] sum(byte[] a, int atA, byte[] b, int atB, boolean negateB) {
        if (isSmallInteger(a, atA) && isSmallInteger(b, atB)) {
            long right = smallInteger(b, atB);
            return NumberBytes.of(smallInteger(a, atA) + (negateB ? -right : right));
        }
        BigDecimal left = decimal(a, atA);
        BigDecimal right = decimal(b, atB);
        return NumberBytes.of(negateB ? left.subtract(right) : left.add(right));
    }

    private static BigDecimal decimal(byte[] bytes, int at) {
        return NumberBytes.toBigDecimal(
                bytes, ValueBytes.payloadOffset(bytes, at), ValueBytes.end(bytes, at));
    }

    private static boolean isSmallInteger(byte[] bytes, int at) {
        int from = ValueBytes.payloadOffset(bytes, at);
        int length = ValueBytes.payloadLength(bytes, at);
        if (length == 1) {
            return true;
        }
        int exponent = exponent(bytes[from] & 0xFF);
        int pairs = bytes[from] < 0 ? length - 1 : length - 2;
        return exponent < LONG_PAIRS_MAX && pairs <= exponent + 1;
    }

    private static long smallInteger(byte[] bytes, int at) {
        int from = ValueBytes.payloadOffset(bytes, at);
        int length = ValueBytes.payloadLength(bytes, at);
        if (length == 1) {
            return 0;
        }
        boolean negative = bytes[from] >= 0;
        int pairs = negative ? length - 2 : length - 1;
        int exponent = exponent(bytes[from] & 0xFF);
        long value = 0;
        for (int i = 0; i <= exponent; i++) {
            int stored = bytes[from + 1 + Math.min(i, pairs - 1)];
            int pair = negative ? NumberBytes.PAIR_BASE - stored : stored - 1;
            value = value * NumberBytes.PAIR_BASE + (i < pairs ? pair : 0);
        }
        return negative ? -value : value;
    }

    private static int exponent(int head) {
        int magnitude =
                head < NumberBytes.ZERO
                        ? NumberBytes.NEGATIVE_ZERO - head
                        : head - NumberBytes.ZERO;
        return magnitude - NumberBytes.EXPONENT_BIAS;
    }
}
