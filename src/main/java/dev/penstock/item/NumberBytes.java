package dev.penstock.item;

import dev.penstock.error.RequestException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * DynamoDB's numbers as bytes whose unsigned order is numeric order: up to 38 significant digits,
 * 1E-130 to 9.99...E125, either sign, and zero. Equal numbers have equal bytes, and their length is
 * what DynamoDB charges.
 *
 * <pre>
 *  zero      | 0x80 |
 *  positive  | 0x80 + (e + 65) | pair + 1 | ...             trailing zero pairs cut
 *  negative  | 0x7F - (e + 65) | 100 - pair | ... | 0x66 |  trailing zero pairs cut
 * </pre>
 *
 * Base 100, the pairs aligned to the decimal point; {@code e} is the exponent of the first pair.
 */
public final class NumberBytes {
    /** The longest form: sign and exponent, 20 pairs, the closing byte of a negative one. */
    public static final int BYTES_MAX = 22;

    /** The longest plain decimal text: sign, "0.", 128 zeros, 20 pairs. */
    public static final int TEXT_BYTES_MAX = 171;

    static final int ZERO = 0x80;
    static final int NEGATIVE_ZERO = 0x7F;
    static final int NEGATIVE_END = 0x66;
    static final int EXPONENT_BIAS = 65;
    static final int PAIR_BASE = 100;

    private NumberBytes() {}

    /**
     * The number bytes of the ASCII text in {@code [from, to)}: {@code 1}, {@code +1.50}, {@code
     * .5}, {@code 5.}, {@code 1e-5}.
     *
     * @throws RequestException with DynamoDB's text, if it is no number or out of range
     */
    public static byte[] parse(byte[] text, int from, int to) {
        var number = new byte[BYTES_MAX];
        return Arrays.copyOf(number, NumberText.parse(text, from, to, number, 0));
    }

    public static byte[] parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /**
     * Like {@link #parse(byte[], int, int)}, into {@code target} at {@code at}, where {@link
     * #BYTES_MAX} bytes must be free; returns the offset behind the number.
     */
    public static int parse(byte[] text, int from, int to, byte[] target, int at) {
        return NumberText.parse(text, from, to, target, at);
    }

    /**
     * Writes the number bytes in {@code [from, to)} as plain decimal ASCII text into {@code target}
     * at {@code at}, where {@link #TEXT_BYTES_MAX} bytes must be free; returns the offset behind.
     */
    public static int toText(byte[] number, int from, int to, byte[] target, int at) {
        return NumberText.write(number, from, to, target, at);
    }

    /** The number as plain decimal text: never an exponent, no zeros that do not count. */
    public static String toText(byte[] number, int from, int to) {
        var text = new byte[TEXT_BYTES_MAX];
        int end = NumberText.write(number, from, to, text, 0);
        return new String(text, 0, end, StandardCharsets.US_ASCII);
    }

    public static BigDecimal toBigDecimal(byte[] number, int from, int to) {
        return new BigDecimal(toText(number, from, to));
    }

    /**
     * The number bytes of a decimal.
     *
     * @throws RequestException with DynamoDB's text, if it has too many digits or is out of range
     */
    public static byte[] of(BigDecimal value) {
        String digits = value.unscaledValue().toString();
        return parse(digits + "e" + -(long) value.scale());
    }

    public static byte[] of(long value) {
        var number = new byte[BYTES_MAX];
        return Arrays.copyOf(number, NumberText.parse(value, number, 0));
    }

    /** Order of two numbers that stand alone. */
    public static int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }

    /**
     * The sum of two encoded values of type N, given by the offsets of their type bytes; as number
     * bytes.
     *
     * @throws RequestException with DynamoDB's text, if the sum has too many digits or is out of
     *     range
     */
    public static byte[] add(byte[] a, int atA, byte[] b, int atB) {
        return NumberArithmetic.sum(a, atA, b, atB, false);
    }

    /** Like {@link #add}: the first value less the second. */
    public static byte[] subtract(byte[] a, int atA, byte[] b, int atB) {
        return NumberArithmetic.sum(a, atA, b, atB, true);
    }

    /** Whether the number that begins with this byte is below zero. */
    static boolean isNegative(byte head) {
        return (head & 0xFF) < ZERO;
    }

    /** The exponent in base 100 of the first pair of the number that begins with this byte. */
    static int exponent(byte head) {
        int magnitude = isNegative(head) ? NEGATIVE_ZERO - head : (head & 0xFF) - ZERO;
        return magnitude - EXPONENT_BIAS;
    }
}
