package dev.penstock.item;

import dev.penstock.error.RequestException;
import java.nio.charset.StandardCharsets;

/** Decimal text to number bytes and back, in place. See {@link NumberBytes} for the form. */
final class NumberText {
    private static final String NOT_A_NUMBER =
            "The parameter cannot be converted to a numeric value";
    private static final String TOO_MANY_DIGITS =
            "Attempting to store more than 38 significant digits in a Number";
    private static final String OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported"
                    + " range";
    private static final String UNDERFLOW =
            "Number underflow. Attempting to store a number with magnitude smaller than supported"
                    + " range";

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
        int end = writePairs(text, first, last, exponent, target, at);
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

    /** Writes the positive form of the digits from {@code first} to {@code last}. */
    private static int writePairs(
            byte[] text, int first, int last, int exponent, byte[] target, int at) {
        target[at] =
                (byte) (NumberBytes.ZERO + Math.floorDiv(exponent, 2) + NumberBytes.EXPONENT_BIAS);
        int end = at + 1;
        // An even exponent leaves the first digit alone in its pair.
        boolean second = (exponent & 1) == 0;
        int pair = 0;
        for (int i = first; i <= last; i++) {
            if (text[i] == '.') {
                continue;
            }
            int digit = text[i] - '0';
            if (second) {
                target[end++] = (byte) (pair * 10 + digit + 1);
            } else {
                pair = digit;
            }
            pair = second ? 0 : digit;
            second = !second;
        }
        if (second) {
            target[end++] = (byte) (pair * 10 + 1);
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
        int head = number[from] & 0xFF;
        boolean negative = head < NumberBytes.ZERO;
        int next = at;
        if (to - from == 1) {
            target[next++] = '0';
            return next;
        }
        if (negative) {
            target[next++] = '-';
        }
        int exponent =
                (negative ? NumberBytes.NEGATIVE_ZERO - head : head - NumberBytes.ZERO)
                        - NumberBytes.EXPONENT_BIAS;
        int pairsEnd = negative ? to - 1 : to;
        return exponent < 0
                ? writeFraction(number, from + 1, pairsEnd, exponent, target, next)
                : writeWhole(number, from + 1, pairsEnd, exponent, target, next);
    }

    /** Writes a number of at least one; a negative form's pairs are told by its first byte. */
    private static int writeWhole(
            byte[] number, int pairs, int pairsEnd, int exponent, byte[] target, int at) {
        boolean negative = number[pairs - 1] >= 0;
        int first = pair(number[pairs], negative);
        int end = at;
        if (first >= 10) {
            target[end++] = (byte) ('0' + first / 10);
        }
        target[end++] = (byte) ('0' + first % 10);
        int next = pairs + 1;
        for (int i = 0; i < exponent; i++) {
            int pair = next < pairsEnd ? pair(number[next++], negative) : 0;
            end = putPair(target, end, pair);
        }
        if (next == pairsEnd) {
            return end;
        }
        target[end++] = '.';
        return writePairsAsFraction(number, next, pairsEnd, negative, target, end);
    }

    private static int writeFraction(
            byte[] number, int pairs, int pairsEnd, int exponent, byte[] target, int at) {
        int end = at;
        target[end++] = '0';
        target[end++] = '.';
        for (int i = exponent + 1; i < 0; i++) {
            end = putPair(target, end, 0);
        }
        boolean negative = number[pairs - 1] >= 0;
        return writePairsAsFraction(number, pairs, pairsEnd, negative, target, end);
    }

    private static int writePairsAsFraction(
            byte[] number, int from, int to, boolean negative, byte[] target, int at) {
        int end = at;
        for (int i = from; i < to; i++) {
            end = putPair(target, end, pair(number[i], negative));
        }
        return target[end - 1] == '0' ? end - 1 : end;
    }

    private static int pair(byte stored, boolean negative) {
        return negative ? NumberBytes.PAIR_BASE - stored : stored - 1;
    }

    private static int putPair(byte[] target, int at, int pair) {
        target[at] = (byte) ('0' + pair / 10);
        target[at + 1] = (byte) ('0' + pair % 10);
        return at + 2;
    }

    private static RequestException notANumber(byte[] text, int from, int to) {
        String shown = new String(text, from, to - from, StandardCharsets.UTF_8);
        return RequestException.validation(
                shown.isEmpty() ? NOT_A_NUMBER : NOT_A_NUMBER + ": " + shown);
    }
}
