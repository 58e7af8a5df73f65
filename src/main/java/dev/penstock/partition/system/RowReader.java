package dev.penstock.partition.system;

import dev.penstock.item.ItemBytes;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of one system table's row. A missing attribute is a broken invariant: rows
 * come from this program, through a checked log.
 */
@SuppressWarnings("ArrayRecordComponent") // Item bytes are never written to once they are made.
record RowReader(byte[] row) {
    String text(String name) {
        return textAt(row, require(name));
    }

    @Nullable String textOrNull(String name) {
        int at = find(name);
        return at < 0 ? null : textAt(row, at);
    }

    long number(String name) {
        return numberAt(row, require(name));
    }

    /** For what older rows do not have. */
    long numberOr(String name, long absent) {
        int at = find(name);
        return at < 0 ? absent : numberAt(row, at);
    }

    boolean isTrue(String name) {
        return ValueBytes.isTrue(row, require(name));
    }

    /** The offset of an attribute's value. */
    int require(String name) {
        int at = find(name);
        if (at < 0) {
            throw new IllegalStateException("a system row lacks " + name);
        }
        return at;
    }

    /** The offset of an attribute's value; negative if the row does not have it. */
    int find(String name) {
        return ItemBytes.find(row, name.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole number at an offset. */
    static long numberAt(byte[] bytes, int at) {
        int from = ValueBytes.payloadOffset(bytes, at);
        return Long.parseLong(NumberBytes.toText(bytes, from, ValueBytes.end(bytes, at)));
    }

    /** The string at an offset. */
    static String textAt(byte[] bytes, int at) {
        return new String(
                bytes,
                ValueBytes.payloadOffset(bytes, at),
                ValueBytes.payloadLength(bytes, at),
                StandardCharsets.UTF_8);
    }
}
