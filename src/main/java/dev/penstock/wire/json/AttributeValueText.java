package dev.penstock.wire.json;

import dev.penstock.item.AttributeCursor;
import dev.penstock.item.ElementCursor;
import dev.penstock.item.ItemLimits;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import java.nio.charset.StandardCharsets;

/**
 * Writes encoded items and values as JSON, reading their bytes in place. One cursor for each level
 * of nesting is kept, so that nothing is allocated.
 */
final class AttributeValueText {
    /** An item, its values' levels, and one below for the elements of the deepest. */
    private static final int LEVELS = ItemLimits.NESTING_MAX + 2;

    private static final byte[] STRING = ascii("{\"S\":\"");
    private static final byte[] NUMBER = ascii("{\"N\":\"");
    private static final byte[] BINARY = ascii("{\"B\":\"");
    private static final byte[] TEXT_END = ascii("\"}");
    private static final byte[] TRUE = ascii("{\"BOOL\":true}");
    private static final byte[] FALSE = ascii("{\"BOOL\":false}");
    private static final byte[] NULL = ascii("{\"NULL\":true}");
    private static final byte[] LIST = ascii("{\"L\":[");
    private static final byte[] STRING_SET = ascii("{\"SS\":[");
    private static final byte[] NUMBER_SET = ascii("{\"NS\":[");
    private static final byte[] BINARY_SET = ascii("{\"BS\":[");
    private static final byte[] LIST_END = ascii("]}");
    private static final byte[] MAP = ascii("{\"M\":{");
    private static final byte[] MAP_END = ascii("}}");
    private static final byte[] QUOTE = ascii("\"");

    private final JsonWriter json;
    private final AttributeCursor[] pairs = new AttributeCursor[LEVELS];
    private final ElementCursor[] elements = new ElementCursor[LEVELS];

    AttributeValueText(JsonWriter json) {
        this.json = json;
        for (int level = 0; level < LEVELS; level++) {
            pairs[level] = new AttributeCursor();
            elements[level] = new ElementCursor();
        }
    }

    void writeItem(byte[] item) {
        json.beginObject();
        writePairs(pairs[0].overItem(item), 0);
        json.endObject();
    }

    void writeValue(byte[] bytes, int at) {
        writeValue(bytes, at, 0);
    }

    private void writePairs(AttributeCursor cursor, int level) {
        byte[] bytes = cursor.bytes();
        while (cursor.next()) {
            int name = cursor.nameOffset();
            json.name(bytes, name, name + cursor.nameLength());
            writeValue(bytes, cursor.valueOffset(), level + 1);
        }
    }

    private void writeValue(byte[] bytes, int at, int level) {
        int payload = ValueBytes.payloadOffset(bytes, at);
        switch (ValueBytes.type(bytes, at)) {
            case S -> {
                json.start(STRING);
                json.escaped(bytes, payload, payload + ValueBytes.payloadLength(bytes, at));
                json.end(TEXT_END);
            }
            case N -> {
                json.start(NUMBER);
                number(bytes, payload, payload + ValueBytes.payloadLength(bytes, at));
                json.end(TEXT_END);
            }
            case B -> {
                json.start(BINARY);
                base64(bytes, payload, payload + ValueBytes.payloadLength(bytes, at));
                json.end(TEXT_END);
            }
            case BOOL -> json.raw(ValueBytes.isTrue(bytes, at) ? TRUE : FALSE);
            case NULL -> json.raw(NULL);
            case L -> {
                json.start(LIST);
                writeElements(elements[level].over(bytes, at), level);
                json.end(LIST_END);
            }
            case M -> {
                json.start(MAP);
                writePairs(pairs[level].overMap(bytes, at), level);
                json.end(MAP_END);
            }
            case SS -> {
                json.start(STRING_SET);
                writeStrings(elements[level].over(bytes, at));
                json.end(LIST_END);
            }
            case NS -> {
                json.start(NUMBER_SET);
                writeNumbers(elements[level].over(bytes, at));
                json.end(LIST_END);
            }
            case BS -> {
                json.start(BINARY_SET);
                writeBinaries(elements[level].over(bytes, at));
                json.end(LIST_END);
            }
        }
    }

    private void writeElements(ElementCursor cursor, int level) {
        while (cursor.next()) {
            writeValue(cursor.bytes(), cursor.offset(), level + 1);
        }
    }

    private void writeStrings(ElementCursor cursor) {
        while (cursor.next()) {
            json.text(cursor.bytes(), cursor.offset(), cursor.offset() + cursor.length());
        }
    }

    private void writeNumbers(ElementCursor cursor) {
        while (cursor.next()) {
            json.start(QUOTE);
            number(cursor.bytes(), cursor.offset(), cursor.offset() + cursor.length());
            json.end(QUOTE);
        }
    }

    private void writeBinaries(ElementCursor cursor) {
        while (cursor.next()) {
            json.start(QUOTE);
            base64(cursor.bytes(), cursor.offset(), cursor.offset() + cursor.length());
            json.end(QUOTE);
        }
    }

    private void number(byte[] bytes, int from, int to) {
        json.reserve(NumberBytes.TEXT_BYTES_MAX);
        json.length(NumberBytes.toText(bytes, from, to, json.bytes(), json.length()));
    }

    private void base64(byte[] bytes, int from, int to) {
        json.reserve(Base64Text.encodedLength(to - from));
        json.length(Base64Text.encode(bytes, from, to, json.bytes(), json.length()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
