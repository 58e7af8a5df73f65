package dev.penstock.wire.changes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.item.AttributeCursor;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ElementCursor;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import dev.penstock.wire.json.JsonWriter;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes items as plain JSON, without the names of types: strings, numbers with all their digits,
 * booleans, null, arrays for lists and sets, objects for maps; binary as Base64 text. Belongs to
 * one thread.
 */
final class PlainItem {
    private final JsonWriter out;

    PlainItem(JsonWriter out) {
        this.out = out;
    }

    void write(byte[] item) {
        writePairs(new AttributeCursor().overItem(item));
    }

    private void writePairs(AttributeCursor pairs) {
        out.beginObject();
        while (pairs.next()) {
            out.name(pairs.name());
            writeValue(pairs.bytes(), pairs.valueOffset());
        }
        out.endObject();
    }

    private void writeValue(byte[] in, int at) {
        int from = ValueBytes.payloadOffset(in, at);
        int to = ValueBytes.end(in, at);
        AttributeType type = ValueBytes.type(in, at);
        switch (type) {
            case S, N, B -> writeScalar(type, in, from, to);
            case BOOL -> out.bool(ValueBytes.isTrue(in, at));
            case NULL -> out.nullValue();
            case M -> writePairs(new AttributeCursor().overMap(in, at));
            case L -> writeElements(type, new ElementCursor().over(in, at));
            case SS -> writeElements(AttributeType.S, new ElementCursor().over(in, at));
            case NS -> writeElements(AttributeType.N, new ElementCursor().over(in, at));
            case BS -> writeElements(AttributeType.B, new ElementCursor().over(in, at));
        }
    }

    /**
     * The elements of a list, or the members of a set.
     *
     * @param type of a set's members; L: each element says its own
     */
    private void writeElements(AttributeType type, ElementCursor elements) {
        out.beginArray();
        while (elements.next()) {
            int at = elements.offset();
            if (type == AttributeType.L) {
                writeValue(elements.bytes(), at);
            } else {
                writeScalar(type, elements.bytes(), at, at + elements.length());
            }
        }
        out.endArray();
    }

    private void writeScalar(AttributeType type, byte[] in, int from, int to) {
        if (type == AttributeType.N) {
            out.raw(NumberBytes.toText(in, from, to).getBytes(US_ASCII));
        } else if (type == AttributeType.B) {
            out.string(Base64.getEncoder().encodeToString(Arrays.copyOfRange(in, from, to)));
        } else {
            out.string(new String(in, from, to - from, UTF_8));
        }
    }
}
