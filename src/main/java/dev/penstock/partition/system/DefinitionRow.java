package dev.penstock.partition.system;

import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.LatestStream;
import dev.penstock.table.StreamViewType;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.TableSettings;
import dev.penstock.table.TableSettings.TimeToLive;
import dev.penstock.table.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@link SystemTable#TABLES}: a table's name and its definition. The names of the
 * attributes stand in the log: add, never rename.
 */
public final class DefinitionRow {
    private static final String ID = "id";
    private static final String UUID = "uuid";
    private static final String CREATED = "createdMicros";
    private static final String GENERATION = "generation";
    private static final String PARTITION_KEY = "partitionKey";
    private static final String SORT_KEY = "sortKey";
    private static final String ATTRIBUTE_NAMES = "attributeNames";
    private static final String ATTRIBUTE_TYPES = "attributeTypes";
    private static final String BILLING_MODE = "billingMode";
    private static final String PAY_PER_REQUEST_SINCE = "payPerRequestSinceMicros";
    private static final String READ_UNITS = "readUnits";
    private static final String WRITE_UNITS = "writeUnits";
    private static final String LAST_INCREASE = "lastIncreaseMicros";
    private static final String LAST_DECREASE = "lastDecreaseMicros";
    private static final String DECREASES_TODAY = "decreasesToday";
    private static final String TABLE_CLASS = "tableClass";
    private static final String PROTECTED = "deletionProtected";

    /** Absent, like the indexes, in a table that never had one. */
    private static final String LAST_INDEX_ID = "lastIndexId";

    /** Absent, like the next two, in a table that never had a stream. */
    private static final String STREAM_VIEW = "streamViewType";

    private static final String STREAM_LABEL = "streamLabelMicros";
    private static final String STREAM_ENABLED = "streamEnabled";

    /** Absent, like the next two, in a table that never had a time to live. */
    private static final String EXPIRY_ATTRIBUTE = "expiryAttribute";

    private static final String EXPIRY_ENABLED = "expiryEnabled";
    private static final String EXPIRY_CHANGED = "expiryChangedMicros";

    private DefinitionRow() {}

    public static byte[] key(String tableName) {
        return new RowWriter(SystemTable.TABLES, tableName).row();
    }

    public static byte[] encode(TableDefinition definition) {
        var row =
                new RowWriter(SystemTable.TABLES, definition.name())
                        .number(ID, definition.id())
                        .text(UUID, definition.identity().uuid())
                        .number(CREATED, definition.identity().createdMicros())
                        .number(GENERATION, definition.generation())
                        .text(PARTITION_KEY, definition.keySchema().partitionKey().name());
        KeyAttribute sortKey = definition.keySchema().sortKey();
        if (sortKey != null) {
            row.text(SORT_KEY, sortKey.name());
        }
        encode(definition.attributeDefinitions(), row.writer());
        encode(definition.settings(), row);
        if (definition.lastIndexId() != 0) {
            row.number(LAST_INDEX_ID, definition.lastIndexId());
            IndexRows.encode(definition.indexes(), row.writer());
        }
        return row.row();
    }

    private static void encode(List<KeyAttribute> attributes, ValueWriter writer) {
        writer.name(ATTRIBUTE_NAMES);
        writer.beginList();
        attributes.forEach(attribute -> writer.string(attribute.name()));
        writer.endList();
        writer.name(ATTRIBUTE_TYPES);
        writer.beginList();
        attributes.forEach(attribute -> writer.string(attribute.type().name()));
        writer.endList();
    }

    private static void encode(TableSettings settings, RowWriter row) {
        Throughput throughput = settings.throughput();
        row.text(BILLING_MODE, settings.billingMode().name())
                .number(PAY_PER_REQUEST_SINCE, settings.payPerRequestSinceMicros())
                .number(READ_UNITS, throughput.readUnits())
                .number(WRITE_UNITS, throughput.writeUnits())
                .number(LAST_INCREASE, throughput.lastIncreaseMicros())
                .number(LAST_DECREASE, throughput.lastDecreaseMicros())
                .number(DECREASES_TODAY, throughput.decreasesToday())
                .text(TABLE_CLASS, settings.tableClass().name())
                .flag(PROTECTED, settings.deletionProtected());
        LatestStream stream = settings.stream();
        if (stream != null) {
            row.text(STREAM_VIEW, stream.viewType().name())
                    .number(STREAM_LABEL, stream.labelMicros())
                    .flag(STREAM_ENABLED, stream.enabled());
        }
        TimeToLive timeToLive = settings.timeToLive();
        if (timeToLive != null) {
            row.text(EXPIRY_ATTRIBUTE, timeToLive.attributeName())
                    .flag(EXPIRY_ENABLED, timeToLive.enabled())
                    .number(EXPIRY_CHANGED, timeToLive.changedMicros());
        }
        DestinationRows.encode(settings.destinations(), row.writer());
    }

    /** The table's name, from a row or from its key alone. */
    public static String name(byte[] rowOrKey) {
        return new RowReader(rowOrKey).text(SystemTable.TABLES.keySchema().partitionKey().name());
    }

    public static TableDefinition decode(byte[] bytes) {
        var row = new RowReader(bytes);
        var identity =
                new TableIdentity(
                        name(bytes), (int) row.number(ID), row.text(UUID), row.number(CREATED));
        List<KeyAttribute> attributes = attributes(row);
        Map<String, KeyAttribute> byName = new TreeMap<>();
        attributes.forEach(attribute -> byName.put(attribute.name(), attribute));
        return new TableDefinition(
                identity,
                row.number(GENERATION),
                keySchema(row, byName),
                attributes,
                settings(row),
                IndexRows.decode(row, byName),
                (int) row.numberOr(LAST_INDEX_ID, 0));
    }

    private static List<KeyAttribute> attributes(RowReader row) {
        int names = row.require(ATTRIBUTE_NAMES);
        int types = row.require(ATTRIBUTE_TYPES);
        var attributes = new ArrayList<KeyAttribute>();
        for (int i = 0; i < ValueBytes.elementCount(row.row(), names); i++) {
            attributes.add(
                    new KeyAttribute(
                            element(row, names, i), KeyType.valueOf(element(row, types, i))));
        }
        return attributes;
    }

    private static String element(RowReader row, int list, int index) {
        return RowReader.textAt(row.row(), ValueBytes.listElement(row.row(), list, index));
    }

    private static KeySchema keySchema(RowReader row, Map<String, KeyAttribute> byName) {
        String sortKey = row.textOrNull(SORT_KEY);
        return new KeySchema(
                keyAttribute(byName, row.text(PARTITION_KEY)),
                sortKey == null ? null : keyAttribute(byName, sortKey));
    }

    static KeyAttribute keyAttribute(Map<String, KeyAttribute> byName, String name) {
        KeyAttribute attribute = byName.get(name);
        if (attribute == null) {
            throw new IllegalStateException("a key's attribute has no definition");
        }
        return attribute;
    }

    private static TableSettings settings(RowReader row) {
        var throughput =
                new Throughput(
                        row.number(READ_UNITS),
                        row.number(WRITE_UNITS),
                        row.number(LAST_INCREASE),
                        row.number(LAST_DECREASE),
                        (int) row.number(DECREASES_TODAY));
        return new TableSettings(
                BillingMode.valueOf(row.text(BILLING_MODE)),
                row.number(PAY_PER_REQUEST_SINCE),
                throughput,
                TableClass.valueOf(row.text(TABLE_CLASS)),
                row.isTrue(PROTECTED),
                stream(row),
                timeToLive(row),
                DestinationRows.decode(row));
    }

    private static @Nullable TimeToLive timeToLive(RowReader row) {
        String attributeName = row.textOrNull(EXPIRY_ATTRIBUTE);
        return attributeName == null
                ? null
                : new TimeToLive(
                        attributeName, row.isTrue(EXPIRY_ENABLED), row.number(EXPIRY_CHANGED));
    }

    private static @Nullable LatestStream stream(RowReader row) {
        String viewType = row.textOrNull(STREAM_VIEW);
        return viewType == null
                ? null
                : new LatestStream(
                        row.number(STREAM_LABEL),
                        StreamViewType.valueOf(viewType),
                        row.isTrue(STREAM_ENABLED));
    }
}
