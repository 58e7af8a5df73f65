package dev.penstock.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over the (name, value) pairs of an item or a map, in stored order. Reusable: each {@code
 * over...} starts anew. Belongs to one thread.
 *
 * <pre>
 * cursor.overItem(item);
 * while (cursor.next()) { ... cursor.valueOffset() ... }
 * </pre>
 */
public final class AttributeCursor {
    private byte[] bytes = {};
    private int nameOffset;
    private int nameLength;
    private int valueOffset;
    private int next;
    private int end;

    public AttributeCursor overItem(byte[] item) {
        bytes = item;
        next = ItemLayout.ITEM_HEADER_BYTES;
        end = item.length;
        return this;
    }

    /**
     * Walks over a map.
     *
     * @param at offset of the map's type byte
     */
    public AttributeCursor overMap(byte[] mapBytes, int at) {
        bytes = mapBytes;
        next = ValueBytes.payloadOffset(mapBytes, at);
        end = ValueBytes.end(mapBytes, at);
        return this;
    }

    /** Moves to the next pair; false behind the last. */
    public boolean next() {
        if (next >= end) {
            return false;
        }
        nameLength = ItemLayout.varint(bytes, next);
        nameOffset = ItemLayout.varintEnd(bytes, next);
        valueOffset = nameOffset + nameLength;
        next = ValueBytes.end(bytes, valueOffset);
        return true;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int nameOffset() {
        return nameOffset;
    }

    public int nameLength() {
        return nameLength;
    }

    /** The offset of the value's type byte. */
    public int valueOffset() {
        return valueOffset;
    }

    /** The offset behind the value. */
    public int valueEnd() {
        return next;
    }

    public boolean nameIs(byte[] nameUtf8) {
        return nameLength == nameUtf8.length
                && Arrays.equals(bytes, nameOffset, valueOffset, nameUtf8, 0, nameLength);
    }

    /** The name as a new string: not for the hot path. */
    public String name() {
        return new String(bytes, nameOffset, nameLength, StandardCharsets.UTF_8);
    }
}
