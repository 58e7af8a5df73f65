package dev.penstock.item;

import dev.penstock.error.RequestException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Decimal text to number bytes and back, in place. See {@link NumberBytes} for the form. */
final class NumberText {
    private static final String NOT_A_NUMBER =
            "The parameter cannot be converted to a numeric value";
    static final String TOO_MANY_DIGITS =
            "Attempting to store more than 38 significant digits in a Number";
    static final String OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported"
                    + " range";
    static final String UNDERFLOW =
            "Number underflow. Attempting to store a number with magnitude smaller than supported"
                    + " range";

    private static final VarHandle DIGITS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final short[] PAIRS = pairs();

    /** Keeps a long run of exponent digits from overflowing an int; far outside every range. */
    private static final int EXPONENT_CLAMP = 100_000_000;

    private NumberText() {}

    static int parse(byte[] text, int from, int to, byte[] target, int at) {
        int next = from;
        boolean negative = false;
        if (next < to && (text[next] == '-' || text[next] == '+')) {
            negative = text[next] == '-';
            next++;
        }
        int mantissa = next;
        int point = -1;
        int first = -1;
        int last = -1;
        for (; next < to; next++) {
            byte c = text[next];
            if (c == '.' && point < 0) {
                point = next;
            } else if (c >= '0' && c <= '9') {
                if (c != '0') {
                    first = first < 0 ? next : first;
                    last = next;
                }
            } else {
                break;
            }
        }
        int mantissaEnd = next;
        if (mantissaEnd - mantissa == (point < 0 ? 0 : 1)) {
            throw notANumber(text, from, to);
        }
        int exponent = next < to ? exponent(text, from, next, to) : 0;
        if (first < 0) {
            target[at] = (byte) NumberBytes.ZERO;
            return at + 1;
        }
        int unitsEnd = point < 0 ? mantissaEnd : point;
        exponent += first < unitsEnd ? unitsEnd - first - 1 : unitsEnd - first;
        int digits = last - first + (point > first && point < last ? 0 : 1);
        requireRange(exponent, digits);
        target[at] =
                (byte) (NumberBytes.ZERO + NumberBytes.EXPONENT_BIAS + Math.floorDiv(exponent, 2));
        int end = at + 1;
        if ((exponent & 1) == 0) {
            // An even exponent leaves the first digit alone in its pair.
            target[end++] = (byte) (text[first++] - '0' + 1);
        }
        end = putPairs(text, first, last, target, end);
        return negative ? negate(target, at, end) : end;
    }

    /** Reads {@code e-5} from {@code at} to the end. */
    private static int exponent(byte[] text, int from, int at, int to) {
        int next = at + 1;
        boolean negative = next < to && text[next] == '-';
        if (negative || (next < to && text[next] == '+')) {
            next++;
        }
        if ((text[at] | 0x20) != 'e' || next == to) {
            throw notANumber(text, from, to);
        }
        int value = 0;
        for (; next < to; next++) {
            int digit = text[next] - '0';
            if (digit < 0 || digit > 9) {
                throw notANumber(text, from, to);
            }
            value = Math.min(value * 10 + digit, EXPONENT_CLAMP);
        }
        return negative ? -value : value;
    }

    private static void requireRange(int exponent, int digits) {
        if (exponent > ItemLimits.NUMBER_EXPONENT_MAX) {
            throw RequestException.validation(OVERFLOW);
        }
        if (exponent < ItemLimits.NUMBER_EXPONENT_MIN) {
            throw RequestException.validation(UNDERFLOW);
        }
        if (digits > ItemLimits.NUMBER_DIGITS_MAX) {
            throw RequestException.validation(TOO_MANY_DIGITS);
        }
    }

    /** Writes the digits from {@code from} to {@code last}, where a point may be, as pairs. */
    private static int putPairs(byte[] text, int from, int last, byte[] target, int at) {
        int end = at;
        int next = from;
        while (next <= last) {
            if (text[next] == '.') {
                next++;
                continue;
            }
            int pair = (text[next++] - '0') * 10;
            if (next <= last && text[next] == '.') {
                next++;
            }
            if (next <= last) {
                pair += text[next++] - '0';
            }
            target[end++] = (byte) (pair + 1);
        }
        return end;
    }

    /** Turns the positive form in {@code [at, end)} into the negative one. */
    private static int negate(byte[] target, int at, int end) {
        target[at] = (byte) (NumberBytes.ZERO + NumberBytes.NEGATIVE_ZERO - target[at]);
        for (int i = at + 1; i < end; i++) {
            target[i] = (byte) (NumberBytes.PAIR_BASE + 1 - target[i]);
        }
        target[end] = NumberBytes.NEGATIVE_END;
        return end + 1;
    }

    static int write(byte[] number, int from, int to, byte[] target, int at) {
        if (to - from == 1) {
            target[at] = '0';
            return at + 1;
        }
        if (!NumberBytes.isNegative(number[from])) {
            return writePairs(number, from, to, false, target, at);
        }
        target[at] = '-';
        return writePairs(number, from, to - 1, true, target, at + 1);
    }

    /**
     * The pairs in {@code [from + 1, to)} behind the byte with the exponent: those before the
     * point, missing ones being zero, then those behind it.
     */
    private static int writePairs(
            byte[] number, int from, int to, boolean negative, byte[] target, int at) {
        int end = at;
        int next = from + 1;
        int exponent = NumberBytes.exponent(number[from]);
        if (exponent < 0) {
            target[end++] = '0';
        } else {
            int highest = pair(number[next++], negative);
            if (highest < 10) {
                target[end++] = (byte) ('0' + highest);
            } else {
                end = putPair(highest, target, end);
            }
            for (int e = exponent; e > 0; e--) {
                end = putPair(next < to ? pair(number[next++], negative) : 0, target, end);
            }
            if (next >= to) {
                return end;
            }
        }
        target[end++] = '.';
        for (int e = -1; e > exponent; e--) {
            end = putPair(0, target, end);
        }
        while (next < to) {
            end = putPair(pair(number[next++], negative), target, end);
        }
        return target[end - 1] == '0' ? end - 1 : end;
    }

    private static int putPair(int pair, byte[] target, int at) {
        DIGITS.set(target, at, PAIRS[pair]);
        return at + 2;
    }

    /** Both digits of each pair, the first in the lower byte. */
    private static short[] pairs() {
        var pairs = new short[NumberBytes.PAIR_BASE];
        for (int pair = 0; pair < pairs.length; pair++) {
            pairs[pair] = (short) (('0' + pair % 10) << Byte.SIZE | ('0' + pair / 10));
        }
        return pairs;
    }

    /** Writes a long as number bytes, without a text in between. */
    static int parse(long value, byte[] target, int at) {
        if (value == 0) {
            target[at] = (byte) NumberBytes.ZERO;
            return at + 1;
        }
        // Counted on negative numbers, of which there is one more.
        long rest = value < 0 ? value : -value;
        int exponent = 0;
        for (long shifted = rest / NumberBytes.PAIR_BASE;
                shifted != 0;
                shifted /= NumberBytes.PAIR_BASE) {
            exponent++;
        }
        target[at] = (byte) (NumberBytes.ZERO + NumberBytes.EXPONENT_BIAS + exponent);
        int end = at + 1;
        for (int i = exponent; i >= 0; i--) {
            int pair = (int) -(rest % NumberBytes.PAIR_BASE);
            rest /= NumberBytes.PAIR_BASE;
            target[at + 1 + i] = (byte) (pair + 1);
            if (pair != 0 && end == at + 1) {
                end = at + 2 + i;
            }
        }
        return value < 0 ? negate(target, at, end) : end;
    }

    static int pair(byte stored, boolean negative) {
        return negative ? NumberBytes.PAIR_BASE - stored : stored - 1;
    }

    private static RequestException notANumber(byte[] text, int from, int to) {
        String shown = new String(text, from, to - from, StandardCharsets.UTF_8);
        return RequestException.validation(
                shown.isEmpty() ? NOT_A_NUMBER : NOT_A_NUMBER + ": " + shown);
    }
}
