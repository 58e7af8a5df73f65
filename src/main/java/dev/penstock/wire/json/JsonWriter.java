package dev.penstock.wire.json;

import dev.penstock.common.Limit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one answer's JSON into bytes that grow and are used again. Commas come by themselves:
 *
 * <pre>{@code
 * json.reset();
 * json.beginObject().name(ITEM).item(itemBytes).name(COUNT).number(1).endObject();
 * send(json.bytes(), json.length());
 * }</pre>
 *
 * <p>Belongs to one thread. That names and values alternate and containers are closed is the
 * caller's duty; nothing is checked.
 */
public final class JsonWriter {
    /** A writer that has grown beyond this (bytes) starts small again at the next reset. */
    @Limit(
            of = "memory of a writer of answers that is kept",
            unit = "bytes",
            beyond = "given back after the answer")
    static final int KEPT_BYTES_MAX = 1 << 20;

    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_MILLI = 1_000;

    /** Below this, a whole or half number of capacity units is written without {@code Double}. */
    private static final double PLAIN_UNITS_MAX = 1e7;

    private final int initialBytes;
    private final AttributeValueText values = new AttributeValueText(this);
    private byte[] bytes;
    private int length;
    private boolean needsComma;

    public JsonWriter(int initialBytes) {
        this.initialBytes = initialBytes;
        this.bytes = new byte[initialBytes];
    }

    /** Forgets what was written. */
    public void reset() {
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[initialBytes];
        }
        length = 0;
        needsComma = false;
    }

    /** Forgets the bytes written so far, which are kept elsewhere: what comes next goes behind. */
    public void beginPiece() {
        length = 0;
    }

    /** The bytes written so far stand at the front; valid until the next write or reset. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    public JsonWriter beginObject() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    private JsonWriter open(char bracket) {
        separate(1);
        put(bracket);
        needsComma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        reserve(1);
        put(bracket);
        needsComma = true;
        return this;
    }

    /** A member's name; its value must come next. */
    public JsonWriter name(JsonName name) {
        byte[] member = name.member();
        separate(member.length);
        append(member);
        needsComma = false;
        return this;
    }

    /** A name that is known only now: an attribute's, a table's. */
    public JsonWriter name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return name(utf8, 0, utf8.length);
    }

    private JsonWriter name(byte[] utf8, int from, int to) {
        text(utf8, from, to);
        reserve(1);
        put(':');
        needsComma = false;
        return this;
    }

    public JsonWriter string(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return text(utf8, 0, utf8.length);
    }

    /** A string that is UTF-8 already. */
    private JsonWriter text(byte[] utf8, int from, int to) {
        separate(1);
        put('"');
        escaped(utf8, from, to);
        reserve(1);
        put('"');
        needsComma = true;
        return this;
    }

    public JsonWriter number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(ascii(Long.toString(value)));
        }
        separate(20);
        if (value < 0) {
            put('-');
        }
        digits(Math.abs(value));
        needsComma = true;
        return this;
    }

    /** A double as the service writes capacity units: {@code 0.5}, {@code 1.0}. */
    public JsonWriter number(double value) {
        double twice = value * 2;
        if (value < 0 || value >= PLAIN_UNITS_MAX || twice != Math.rint(twice)) {
            return raw(ascii(Double.toString(value)));
        }
        separate(20);
        digits((long) value);
        put('.');
        put(((long) twice & 1) == 0 ? '0' : '5');
        needsComma = true;
        return this;
    }

    /** A point in time as the service writes it: seconds since 1970 with three decimals. */
    public JsonWriter timestamp(long epochMicros) {
        separate(24);
        digits(epochMicros / MICROS_PER_SECOND);
        put('.');
        int millis = (int) (epochMicros % MICROS_PER_SECOND / MICROS_PER_MILLI);
        put((char) ('0' + millis / 100));
        put((char) ('0' + millis / 10 % 10));
        put((char) ('0' + millis % 10));
        needsComma = true;
        return this;
    }

    public JsonWriter bool(boolean value) {
        return raw(value ? TRUE : FALSE);
    }

    public JsonWriter nullValue() {
        return raw(NULL);
    }

    /** A value that is JSON already. */
    public JsonWriter raw(byte[] json) {
        separate(json.length);
        append(json);
        needsComma = true;
        return this;
    }

    /** An item, or a key, or what a projection left of one: an object of attribute values. */
    public JsonWriter item(byte[] item) {
        separate(0);
        length = values.item(item, length);
        needsComma = true;
        return this;
    }

    /** One attribute value: {@code {"S":"x"}}. */
    public JsonWriter value(byte[] valueBytes, int at) {
        separate(0);
        length = values.value(valueBytes, at, length);
        needsComma = true;
        return this;
    }

    private void digits(long value) {
        int end = length + digitCount(value);
        long rest = value;
        int at = end;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        length = end;
    }

    private static int digitCount(long value) {
        int count = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            count++;
        }
        return count;
    }

    /** Copies the inside of a string, escaping what JSON demands. */
    private void escaped(byte[] utf8, int from, int to) {
        reserve(to - from + JsonText.COPY_BYTES_BEYOND);
        int in = JsonText.copyUnescaped(utf8, from, to, bytes, length);
        length += in - from;
        while (in < to) {
            reserve(to - in + JsonText.ESCAPE_BYTES_MAX + JsonText.COPY_BYTES_BEYOND);
            length = JsonText.escape(utf8[in], bytes, length);
            int plain = in + 1;
            in = JsonText.copyUnescaped(utf8, plain, to, bytes, length);
            length += in - plain;
        }
    }

    /** Puts the comma that is due and makes room for so many bytes behind it. */
    private void separate(int count) {
        reserve(count + 1);
        if (needsComma) {
            put(',');
        }
    }

    private void reserve(int count) {
        room(length, count);
    }

    /** The array to write into, with at least so many bytes free from {@code at} on. */
    byte[] room(int at, int count) {
        return count <= bytes.length - at ? bytes : grown(at, count);
    }

    private byte[] grown(int at, int count) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + count));
        return bytes;
    }

    private void put(char ascii) {
        bytes[length++] = (byte) ascii;
    }

    private void append(byte[] source) {
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
