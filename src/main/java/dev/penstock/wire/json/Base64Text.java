package dev.penstock.wire.json;

import java.util.Arrays;

/**
 * Base64 (RFC 4648, padded) between bytes, without objects. What the service refuses is refused
 * with its texts, in its order: the length first, then the alphabet, then bits that are not zero
 * behind the last byte.
 */
final class Base64Text {
    private static final byte[] LETTERS = letters();
    private static final byte[] VALUES = values();

    private Base64Text() {}

    private static byte[] letters() {
        byte[] letters = new byte[64];
        for (int i = 0; i < 26; i++) {
            letters[i] = (byte) ('A' + i);
            letters[26 + i] = (byte) ('a' + i);
        }
        for (int i = 0; i < 10; i++) {
            letters[52 + i] = (byte) ('0' + i);
        }
        letters[62] = '+';
        letters[63] = '/';
        return letters;
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < LETTERS.length; i++) {
            values[LETTERS[i]] = (byte) i;
        }
        return values;
    }

    /** The bytes that the text stands for; throws unless it is Base64. */
    static int decodedLength(byte[] text, int from, int to) {
        int length = to - from;
        if ((length & 3) != 0) {
            throw SerializationErrors.base64Length(length);
        }
        if (length == 0) {
            return 0;
        }
        int padding = text[to - 1] != '=' ? 0 : text[to - 2] != '=' ? 1 : 2;
        requireAlphabet(text, from, to - padding);
        int last = VALUES[text[to - padding - 1]];
        int unusedBits = padding == 0 ? 0 : padding == 1 ? 0x3 : 0xF;
        if ((last & unusedBits) != 0) {
            throw SerializationErrors.base64LastCharacter();
        }
        return length / 4 * 3 - padding;
    }

    private static void requireAlphabet(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (VALUES[text[i] & 0xFF] < 0) {
                throw SerializationErrors.base64Character((char) (text[i] & 0xFF));
            }
        }
    }

    /** Decodes text whose {@link #decodedLength} has been asked for. */
    static void decode(byte[] text, int from, int to, byte[] target, int targetAt) {
        int in = from;
        int out = targetAt;
        int wholeEnd = from < to && text[to - 1] == '=' ? to - 4 : to;
        for (; in < wholeEnd; in += 4) {
            int bits =
                    (VALUES[text[in]] << 18)
                            | (VALUES[text[in + 1]] << 12)
                            | (VALUES[text[in + 2]] << 6)
                            | VALUES[text[in + 3]];
            target[out++] = (byte) (bits >> 16);
            target[out++] = (byte) (bits >> 8);
            target[out++] = (byte) bits;
        }
        if (in < to) {
            int bits = (VALUES[text[in]] << 18) | (VALUES[text[in + 1]] << 12);
            target[out++] = (byte) (bits >> 16);
            if (text[in + 2] != '=') {
                target[out] = (byte) ((bits | (VALUES[text[in + 2]] << 6)) >> 8);
            }
        }
    }

    static int encodedLength(int length) {
        return (length + 2) / 3 * 4;
    }

    /** Encodes and returns the offset behind the text. */
    static int encode(byte[] bytes, int from, int to, byte[] target, int targetAt) {
        int in = from;
        int out = targetAt;
        for (; in + 3 <= to; in += 3) {
            int bits =
                    ((bytes[in] & 0xFF) << 16)
                            | ((bytes[in + 1] & 0xFF) << 8)
                            | (bytes[in + 2] & 0xFF);
            target[out++] = LETTERS[bits >> 18];
            target[out++] = LETTERS[(bits >> 12) & 0x3F];
            target[out++] = LETTERS[(bits >> 6) & 0x3F];
            target[out++] = LETTERS[bits & 0x3F];
        }
        if (in < to) {
            boolean two = in + 2 == to;
            int bits = ((bytes[in] & 0xFF) << 16) | (two ? (bytes[in + 1] & 0xFF) << 8 : 0);
            target[out++] = LETTERS[bits >> 18];
            target[out++] = LETTERS[(bits >> 12) & 0x3F];
            target[out++] = two ? LETTERS[(bits >> 6) & 0x3F] : (byte) '=';
            target[out++] = '=';
        }
        return out;
    }
}
