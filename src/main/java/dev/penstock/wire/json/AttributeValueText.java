package dev.penstock.wire.json;

import dev.penstock.item.ItemBytes;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes encoded items and values as JSON, reading their bytes in place. Allocates nothing, knows
 * nothing of commas before or behind.
 *
 * <p>Every method takes the offset to write at and returns the one behind what it wrote; only the
 * writer's array, which may be replaced by a larger one, is shared. Room is asked for once for each
 * text and {@link #SLACK_BYTES} more than it takes, so that the fixed pieces around it need not
 * ask: they are stored as words of which the end is junk that the next piece overwrites.
 */
final class AttributeValueText {
    /**
     * Free behind every text and number: the end of a value and the front of the next, with the
     * junk behind it.
     */
    private static final int SLACK_BYTES = 64;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long STRING = word("{\"S\":\"");
    private static final long NUMBER = word("{\"N\":\"");
    private static final long BINARY = word("{\"B\":\"");
    private static final long BOOL = word("{\"BOOL\":");
    private static final long TRUE = word("true}");
    private static final long FALSE = word("false}");
    private static final long NULL = word("{\"NULL\":");
    private static final long LIST = word("{\"L\":[");
    private static final long MAP = word("{\"M\":");
    private static final long STRING_SET = word("{\"SS\":[");
    private static final long NUMBER_SET = word("{\"NS\":[");
    private static final long BINARY_SET = word("{\"BS\":[");

    /** The end of a name and the front of a string: most attributes are strings. */
    private static final long NAMED_STRING = word("\":{\"S\":\"");

    private static final int TEXT_END = (int) word("\"}");
    private static final int QUOTE_COMMA = (int) word("\",");
    private static final int QUOTE_COLON = (int) word("\":");

    private static final int TYPE_BYTES = 6;
    private static final int SET_TYPE_BYTES = 7;
    private static final int MAP_TYPE_BYTES = 5;

    private final JsonWriter json;

    AttributeValueText(JsonWriter json) {
        this.json = json;
    }

    int item(byte[] item, int at) {
        return pairs(item, ItemBytes.ATTRIBUTES_OFFSET, item.length, at);
    }

    /** The (name, value) pairs in {@code [from, to)} as an object. */
    private int pairs(byte[] in, int from, int to, int start) {
        json.room(start, SLACK_BYTES)[start] = '{';
        if (from == to) {
            json.bytes()[start + 1] = '}';
            return start + 2;
        }
        int next = from;
        int at = start + 1;
        while (next < to) {
            int name = ValueBytes.varintEnd(in, next);
            int value = name + ValueBytes.varint(in, next);
            json.bytes()[at] = '"';
            at = text(in, name, value, at + 1);
            if (ValueBytes.isString(in, value)) {
                LONG.set(json.bytes(), at, NAMED_STRING);
                int payload = ValueBytes.varintEnd(in, value + 1);
                next = payload + ValueBytes.varint(in, value + 1);
                at = text(in, payload, next, at + Long.BYTES);
                INT.set(json.bytes(), at, TEXT_END);
                at += 2;
            } else {
                INT.set(json.bytes(), at, QUOTE_COLON);
                at = value(in, value, at + 2);
                next = ValueBytes.end(in, value);
            }
            json.bytes()[at++] = ',';
        }
        json.bytes()[at - 1] = '}';
        return at;
    }

    /** One value; what is left of the slack afterwards is enough to end what holds it. */
    int value(byte[] in, int at, int out) {
        int payload = ValueBytes.payloadOffset(in, at);
        int end = ValueBytes.end(in, at);
        return switch (ValueBytes.type(in, at)) {
            case S -> closed(text(in, payload, end, opened(STRING, TYPE_BYTES, out)));
            case N -> closed(number(in, payload, end, opened(NUMBER, TYPE_BYTES, out)));
            case B -> closed(base64(in, payload, end, opened(BINARY, TYPE_BYTES, out)));
            case BOOL -> {
                boolean isTrue = ValueBytes.isTrue(in, at);
                opened(BOOL, Long.BYTES, out);
                LONG.set(json.bytes(), out + Long.BYTES, isTrue ? TRUE : FALSE);
                yield out + Long.BYTES + (isTrue ? 5 : 6);
            }
            case NULL -> {
                opened(NULL, Long.BYTES, out);
                LONG.set(json.bytes(), out + Long.BYTES, TRUE);
                yield out + Long.BYTES + 5;
            }
            case L -> elements(in, payload, end, opened(LIST, TYPE_BYTES, out));
            case M -> braced(pairs(in, payload, end, opened(MAP, MAP_TYPE_BYTES, out)));
            case SS -> strings(in, payload, end, opened(STRING_SET, SET_TYPE_BYTES, out));
            case NS -> numbers(in, payload, end, opened(NUMBER_SET, SET_TYPE_BYTES, out));
            case BS -> binaries(in, payload, end, opened(BINARY_SET, SET_TYPE_BYTES, out));
        };
    }

    private int elements(byte[] in, int from, int to, int start) {
        int next = from;
        int at = start;
        while (next < to) {
            at = value(in, next, at);
            json.bytes()[at++] = ',';
            next = ValueBytes.end(in, next);
        }
        return ended(start, at);
    }

    private int strings(byte[] in, int from, int to, int start) {
        int next = from;
        int at = start;
        while (next < to) {
            int payload = ValueBytes.varintEnd(in, next);
            next = payload + ValueBytes.varint(in, next);
            json.bytes()[at] = '"';
            at = another(text(in, payload, next, at + 1));
        }
        return ended(start, at);
    }

    private int numbers(byte[] in, int from, int to, int start) {
        int next = from;
        int at = start;
        while (next < to) {
            int payload = ValueBytes.varintEnd(in, next);
            next = payload + ValueBytes.varint(in, next);
            json.bytes()[at] = '"';
            at = another(number(in, payload, next, at + 1));
        }
        return ended(start, at);
    }

    private int binaries(byte[] in, int from, int to, int start) {
        int next = from;
        int at = start;
        while (next < to) {
            int payload = ValueBytes.varintEnd(in, next);
            next = payload + ValueBytes.varint(in, next);
            json.bytes()[at] = '"';
            at = another(base64(in, payload, next, at + 1));
        }
        return ended(start, at);
    }

    /** The inside of a string. */
    private int text(byte[] in, int from, int to, int at) {
        byte[] out = json.room(at, to - from + SLACK_BYTES);
        int plainEnd = JsonText.copyUnescaped(in, from, to, out, at);
        int end = at + plainEnd - from;
        return plainEnd == to ? end : escaped(in, plainEnd, to, end);
    }

    private int escaped(byte[] in, int from, int to, int start) {
        int next = from;
        int at = start;
        while (next < to) {
            byte[] out = json.room(at, to - next + JsonText.ESCAPE_BYTES_MAX + SLACK_BYTES);
            at = JsonText.escape(in[next], out, at);
            int plain = next + 1;
            next = JsonText.copyUnescaped(in, plain, to, out, at);
            at += next - plain;
        }
        return at;
    }

    private int number(byte[] in, int from, int to, int at) {
        byte[] out = json.room(at, NumberBytes.TEXT_BYTES_MAX + SLACK_BYTES);
        return NumberBytes.toText(in, from, to, out, at);
    }

    private int base64(byte[] in, int from, int to, int at) {
        byte[] out = json.room(at, Base64Text.encodedLength(to - from) + SLACK_BYTES);
        return Base64Text.encode(in, from, to, out, at);
    }

    /** Stores the front of a value, of which {@code length} bytes count. */
    private int opened(long front, int length, int at) {
        // An element of a list may follow another that took all the slack.
        LONG.set(json.room(at, SLACK_BYTES), at, front);
        return at + length;
    }

    /** Ends an S, N or B. */
    private int closed(int at) {
        INT.set(json.bytes(), at, TEXT_END);
        return at + 2;
    }

    /** Ends a set's member. */
    private int another(int at) {
        INT.set(json.bytes(), at, QUOTE_COMMA);
        return at + 2;
    }

    private int braced(int at) {
        json.room(at, SLACK_BYTES)[at] = '}';
        return at + 1;
    }

    /** Ends a list or a set; the comma of its last element is one too many. */
    private int ended(int start, int at) {
        int end = at == start ? at : at - 1;
        byte[] out = json.room(end, SLACK_BYTES);
        out[end] = ']';
        out[end + 1] = '}';
        return end + 2;
    }

    /** At most eight ASCII characters, the first in the lowest byte. */
    private static long word(String text) {
        long word = 0;
        for (int i = 0; i < text.length(); i++) {
            word |= (long) text.charAt(i) << (i * Byte.SIZE);
        }
        return word;
    }
}
