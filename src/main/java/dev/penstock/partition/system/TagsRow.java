package dev.penstock.partition.system;

import dev.penstock.item.AttributeCursor;
import dev.penstock.item.ValueWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of {@link SystemTable#TAGS}: a table's UUID and a map of its tags. */
public final class TagsRow {
    private static final String TAGS = "tags";

    private TagsRow() {}

    public static byte[] encode(String uuid, SortedMap<String, String> tags) {
        var row = new RowWriter(SystemTable.TAGS, uuid);
        ValueWriter writer = row.writer();
        writer.name(TAGS);
        writer.beginMap();
        tags.forEach(
                (name, value) -> {
                    writer.name(name);
                    writer.string(value);
                });
        writer.endMap();
        return row.row();
    }

    public static byte[] key(String uuid) {
        return new RowWriter(SystemTable.TAGS, uuid).row();
    }

    /** The tags, in a map of the caller's own; empty if there is no row. */
    public static SortedMap<String, String> decode(byte @Nullable [] row) {
        var tags = new TreeMap<String, String>();
        if (row != null) {
            var cursor = new AttributeCursor().overMap(row, new RowReader(row).require(TAGS));
            while (cursor.next()) {
                tags.put(cursor.name(), RowReader.textAt(row, cursor.valueOffset()));
            }
        }
        return tags;
    }
}
