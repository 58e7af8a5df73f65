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
        int exponent = NumberBytes.exponent(bytes[from]);
        int pairs = length - (NumberBytes.isNegative(bytes[from]) ? 2 : 1);
        return exponent < LONG_PAIRS_MAX && pairs <= exponent + 1;
    }

    private static long smallInteger(byte[] bytes, int at) {
        int from = ValueBytes.payloadOffset(bytes, at);
        int length = ValueBytes.payloadLength(bytes, at);
        if (length == 1) {
            return 0;
        }
        boolean negative = NumberBytes.isNegative(bytes[from]);
        int pairs = length - (negative ? 2 : 1);
        int exponent = NumberBytes.exponent(bytes[from]);
        long value = 0;
        for (int i = 0; i <= exponent; i++) {
            int pair = i < pairs ? NumberText.pair(bytes[from + 1 + i], negative) : 0;
            value = value * NumberBytes.PAIR_BASE + pair;
        }
        return negative ? -value : value;
    }
}
