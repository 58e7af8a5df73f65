package dev.penstock.partition.system;

import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.StreamDefinition;
import dev.penstock.table.StreamViewType;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@link SystemTable#STREAMS}: one per stream, by its table's name and its label. Their
 * names stand in the log: add, never rename.
 */
public final class StreamRow {
    private static final String TABLE = "table";
    private static final String TABLE_ID = "tableId";
    private static final String LABEL = "labelMicros";
    private static final String VIEW_TYPE = "viewType";
    private static final String PARTITION_KEY = "partitionKey";
    private static final String PARTITION_KEY_TYPE = "partitionKeyType";
    private static final String SORT_KEY = "sortKey";
    private static final String SORT_KEY_TYPE = "sortKeyType";
    private static final String SINCE = "sinceMicros";
    private static final String ROLL = "rollMicros";
    private static final String DISABLED = "disabledMicros";

    private StreamRow() {}

    /** A table's name cannot hold the character between the two. */
    public static byte[] key(String tableName, String label) {
        return new RowWriter(SystemTable.STREAMS, text(tableName, label)).row();
    }

    private static String text(String tableName, String label) {
        return tableName + "/" + label;
    }

    public static byte[] encode(StreamDefinition stream) {
        var identity = stream.identity();
        KeySchema schema = stream.keySchema();
        var row =
                new RowWriter(SystemTable.STREAMS, text(identity.tableName(), identity.label()))
                        .text(TABLE, identity.tableName())
                        .number(TABLE_ID, identity.tableId())
                        .number(LABEL, identity.labelMicros())
                        .text(VIEW_TYPE, stream.viewType().name())
                        .text(PARTITION_KEY, schema.partitionKey().name())
                        .text(PARTITION_KEY_TYPE, schema.partitionKey().type().name());
        KeyAttribute sortKey = schema.sortKey();
        if (sortKey != null) {
            row.text(SORT_KEY, sortKey.name()).text(SORT_KEY_TYPE, sortKey.type().name());
        }
        return row.number(SINCE, stream.life().sinceMicros())
                .number(ROLL, stream.life().rollMicros())
                .number(DISABLED, stream.life().disabledMicros())
                .row();
    }

    /** Whether the row is of a stream: one of this table is not. */
    public static boolean isStream(byte[] row) {
        return new RowReader(row).textOrNull(TABLE) != null;
    }

    public static StreamDefinition decode(byte[] bytes) {
        var row = new RowReader(bytes);
        return new StreamDefinition(
                new StreamDefinition.Identity(
                        row.text(TABLE), (int) row.number(TABLE_ID), row.number(LABEL)),
                new KeySchema(
                        new KeyAttribute(
                                row.text(PARTITION_KEY),
                                KeyType.valueOf(row.text(PARTITION_KEY_TYPE))),
                        sortKey(row)),
                StreamViewType.valueOf(row.text(VIEW_TYPE)),
                new StreamDefinition.Life(
                        row.number(SINCE), row.number(ROLL), row.number(DISABLED)));
    }

    private static @Nullable KeyAttribute sortKey(RowReader row) {
        String name = row.textOrNull(SORT_KEY);
        return name == null
                ? null
                : new KeyAttribute(name, KeyType.valueOf(row.text(SORT_KEY_TYPE)));
    }
}
