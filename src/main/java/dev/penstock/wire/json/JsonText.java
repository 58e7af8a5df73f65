package dev.penstock.wire.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * JSON strings in place: finding their end, decoding their escapes, checking their UTF-8.
 *
 * <p>Scanning and decoding are two steps so that text that nobody wants (a skipped member, the
 * remainder of a refused body) costs no memory. A decoded string is never longer than its JSON:
 * {@code \}{@code u0041} is six bytes for one, a pair of surrogates twelve for four.
 */
final class JsonText {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long BACKSLASHES = ONES * '\\';

    /** The longest form that {@link #escape} writes. */
    static final int ESCAPE_BYTES_MAX = 6;

    /** What {@link #copyUnescaped} may write behind the text. */
    static final int COPY_BYTES_BEYOND = Long.BYTES - 1;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /**
     * The first byte from {@code at} that needs a look: a quote, a backslash, a control character
     * or a byte outside ASCII; {@code end} if there is none.
     *
     * <p>Eight bytes at a time. A subtraction that finds the byte zero may also mark bytes above
     * the first hit, but never one below it, so the lowest mark is right.
     */
    static int plainEnd(byte[] bytes, int at, int end) {
        int position = at;
        while (position + 2 * Long.BYTES <= end) {
            long first = marks((long) WORD.get(bytes, position));
            if (first != 0) {
                return position + (Long.numberOfTrailingZeros(first) >>> 3);
            }
            long second = marks((long) WORD.get(bytes, position + Long.BYTES));
            position += Long.BYTES;
            if (second != 0) {
                return position + (Long.numberOfTrailingZeros(second) >>> 3);
            }
            position += Long.BYTES;
        }
        while (position < end && isPlain(bytes[position])) {
            position++;
        }
        return position;
    }

    private static long marks(long word) {
        return (belowSpaceOrQuote(word) | backslash(word) | word) & HIGH_BITS;
    }

    /**
     * Sets the high bit of each ASCII byte that is a control character or a quote. With the second
     * lowest bit turned over, the quote changes places with the blank and so joins those below.
     */
    private static long belowSpaceOrQuote(long word) {
        return (word ^ ONES * 0x02) - ONES * 0x21;
    }

    private static long backslash(long word) {
        return (word ^ BACKSLASHES) - ONES;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }

    /**
     * The offset behind the well-formed UTF-8 sequence of two to four bytes at {@code at}, or -1:
     * no overlong form, no surrogate, nothing above U+10FFFF, nothing cut off.
     */
    static int sequenceEnd(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return at + 2 <= end && isContinuation(bytes[at + 1]) ? at + 2 : -1;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            if (at + 3 > end || !isContinuation(bytes[at + 1]) || !isContinuation(bytes[at + 2])) {
                return -1;
            }
            int second = bytes[at + 1] & 0xFF;
            boolean overlong = first == 0xE0 && second < 0xA0;
            boolean surrogate = first == 0xED && second >= 0xA0;
            return overlong || surrogate ? -1 : at + 3;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            if (at + 4 > end
                    || !isContinuation(bytes[at + 1])
                    || !isContinuation(bytes[at + 2])
                    || !isContinuation(bytes[at + 3])) {
                return -1;
            }
            int second = bytes[at + 1] & 0xFF;
            boolean overlong = first == 0xF0 && second < 0x90;
            boolean tooLarge = first == 0xF4 && second >= 0x90;
            return overlong || tooLarge ? -1 : at + 4;
        }
        return -1;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /**
     * The offset behind the escape whose backslash stands at {@code at}, or -1. A high surrogate
     * counts together with the low one that must follow it; a lone one is refused, since UTF-8 has
     * no form for it.
     */
    static int escapeEnd(byte[] bytes, int at, int end) {
        if (at + 2 > end) {
            return -1;
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> unicodeEscapeEnd(bytes, at, end);
            default -> -1;
        };
    }

    private static int unicodeEscapeEnd(byte[] bytes, int at, int end) {
        int unit = hexUnit(bytes, at, end);
        if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) {
            return -1;
        }
        if (unit < 0xD800 || unit > 0xDFFF) {
            return at + 6;
        }
        int low = hexUnit(bytes, at + 6, end);
        return low >= 0xDC00 && low <= 0xDFFF ? at + 12 : -1;
    }

    /** The UTF-16 unit of the escape {@code \}{@code uXXXX} at {@code at}, or -1 if it is none. */
    private static int hexUnit(byte[] bytes, int at, int end) {
        if (at + 6 > end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    /** The bytes that {@link #decode} will write. */
    static int decodedLength(byte[] bytes, int from, int to) {
        int length = 0;
        int in = from;
        while (in < to) {
            if (bytes[in] != '\\') {
                in++;
                length++;
            } else if (bytes[in + 1] != 'u') {
                in += 2;
                length++;
            } else {
                int unit = hexUnit(bytes, in, to);
                boolean pair = Character.isHighSurrogate((char) unit);
                in += pair ? 12 : 6;
                length += pair ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
            }
        }
        return length;
    }

    /**
     * Decodes the inside of a scanned string, {@code from} to {@code to}, into {@code target},
     * which must have room for {@link #decodedLength}.
     *
     * @return the offset behind the last byte written
     */
    static int decode(byte[] bytes, int from, int to, byte[] target, int targetAt) {
        int in = from;
        int out = targetAt;
        while (in < to) {
            byte b = bytes[in];
            if (b != '\\') {
                target[out++] = b;
                in++;
            } else if (bytes[in + 1] == 'u') {
                int codePoint = hexUnit(bytes, in, to);
                in += 6;
                if (Character.isHighSurrogate((char) codePoint)) {
                    codePoint =
                            Character.toCodePoint((char) codePoint, (char) hexUnit(bytes, in, to));
                    in += 6;
                }
                out = encode(codePoint, target, out);
            } else {
                target[out++] = unescape(bytes[in + 1]);
                in += 2;
            }
        }
        return out;
    }

    private static byte unescape(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private static int encode(int codePoint, byte[] target, int at) {
        int out = at;
        if (codePoint < 0x80) {
            target[out++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            target[out++] = (byte) (0xC0 | (codePoint >> 6));
            target[out++] = (byte) (0x80 | (codePoint & 0x3F));
        } else if (codePoint < 0x1_0000) {
            target[out++] = (byte) (0xE0 | (codePoint >> 12));
            target[out++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            target[out++] = (byte) (0x80 | (codePoint & 0x3F));
        } else {
            target[out++] = (byte) (0xF0 | (codePoint >> 18));
            target[out++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            target[out++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            target[out++] = (byte) (0x80 | (codePoint & 0x3F));
        }
        return out;
    }

    /**
     * Copies UTF-8 up to the first byte that must be escaped in JSON; returns that byte's offset,
     * or {@code end}. The target must have room for all of it and {@link #COPY_BYTES_BEYOND} more,
     * which are overwritten with junk.
     */
    static int copyUnescaped(byte[] utf8, int from, int end, byte[] target, int targetAt) {
        int in = from;
        int out = targetAt;
        for (; in <= end - 4 * Long.BYTES; in += 4 * Long.BYTES) {
            long first = (long) WORD.get(utf8, in);
            long second = (long) WORD.get(utf8, in + Long.BYTES);
            long third = (long) WORD.get(utf8, in + 2 * Long.BYTES);
            long fourth = (long) WORD.get(utf8, in + 3 * Long.BYTES);
            if (((unescaped(first) & unescaped(second) & unescaped(third) & unescaped(fourth))
                            & HIGH_BITS)
                    != HIGH_BITS) {
                break;
            }
            WORD.set(target, out, first);
            WORD.set(target, out + Long.BYTES, second);
            WORD.set(target, out + 2 * Long.BYTES, third);
            WORD.set(target, out + 3 * Long.BYTES, fourth);
            out += 4 * Long.BYTES;
        }
        int lastWord = utf8.length - Long.BYTES;
        while (in < end && in <= lastWord) {
            long word = (long) WORD.get(utf8, in);
            WORD.set(target, out, word);
            long marks = ~unescaped(word) & HIGH_BITS;
            if (marks != 0) {
                return Math.min(in + (Long.numberOfTrailingZeros(marks) >>> 3), end);
            }
            in += Long.BYTES;
            out += Long.BYTES;
        }
        while (in < end && !isEscaped(utf8[in])) {
            target[out++] = utf8[in++];
        }
        return Math.min(in, end);
    }

    /**
     * Sets the high bit of each byte that JSON takes as it is: the lowest that is missing is right.
     */
    private static long unescaped(long word) {
        return word | ~(belowSpaceOrQuote(word) | backslash(word));
    }

    private static boolean isEscaped(byte b) {
        return (b >= 0 && b < ' ') || b == '"' || b == '\\';
    }

    /** Writes the escape of one byte, at most six bytes, and returns the offset behind it. */
    static int escape(byte b, byte[] target, int at) {
        int out = at;
        target[out++] = '\\';
        switch (b) {
            case '"', '\\' -> target[out++] = b;
            case '\b' -> target[out++] = 'b';
            case '\f' -> target[out++] = 'f';
            case '\n' -> target[out++] = 'n';
            case '\r' -> target[out++] = 'r';
            case '\t' -> target[out++] = 't';
            default -> {
                target[out++] = 'u';
                target[out++] = '0';
                target[out++] = '0';
                target[out++] = HEX[b >> 4];
                target[out++] = HEX[b & 0xF];
            }
        }
        return out;
    }
}
