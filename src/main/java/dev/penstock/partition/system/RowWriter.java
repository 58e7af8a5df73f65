package dev.penstock.partition.system;

import dev.penstock.item.ValueWriter;

/** Writes one row of a system table. For one row, then thrown away. */
final class RowWriter {
    private final ValueWriter writer = new ValueWriter();

    RowWriter(SystemTable table, String key) {
        writer.beginItem(table.keySchema());
        text(table.keySchema().partitionKey().name(), key);
    }

    RowWriter text(String name, String value) {
        writer.name(name);
        writer.string(value);
        return this;
    }

    RowWriter number(String name, long value) {
        writer.name(name);
        writer.number(Long.toString(value));
        return this;
    }

    RowWriter flag(String name, boolean value) {
        writer.name(name);
        writer.bool(value);
        return this;
    }

    /** For what is neither text, number nor flag; the caller leaves it between two attributes. */
    ValueWriter writer() {
        return writer;
    }

    byte[] row() {
        return writer.endItem();
    }
}
