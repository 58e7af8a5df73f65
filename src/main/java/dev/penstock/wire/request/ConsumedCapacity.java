package dev.penstock.wire.request;

import dev.penstock.capacity.ReadConsistency;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** How much of the consumed capacity an answer tells: the values of ReturnConsumedCapacity. */
public enum ConsumedCapacity {
    NONE,
    TOTAL,
    INDEXES;

    private static final JsonName UNITS = JsonName.of("CapacityUnits");
    private static final JsonName TABLE = JsonName.of("Table");
    private static final JsonName GLOBAL_INDEXES = JsonName.of("GlobalSecondaryIndexes");

    /** The value of a request's member, which the model's constraints have accepted. */
    public static ConsumedCapacity of(@Nullable String value) {
        return value == null ? NONE : valueOf(value);
    }

    /** How a read is charged, by its member ConsistentRead. */
    public static ReadConsistency consistency(@Nullable Boolean consistentRead) {
        return Boolean.TRUE.equals(consistentRead)
                ? ReadConsistency.STRONG
                : ReadConsistency.EVENTUAL;
    }

    /** Writes the member ConsumedCapacity, if it was asked for. */
    public void write(JsonWriter out, String tableName, Consumption consumed) {
        if (this != NONE) {
            out.name(Names.CONSUMED_CAPACITY);
            writeElement(out, tableName, consumed);
        }
    }

    /** Writes the structure alone, as the lists of the batch operations hold it. */
    public void writeElement(JsonWriter out, String tableName, Consumption consumed) {
        out.beginObject();
        out.name(Names.TABLE_NAME).string(tableName);
        out.name(UNITS).number(consumed.total());
        if (this == INDEXES) {
            out.name(TABLE);
            writeUnits(out, consumed.table());
            if (!consumed.indexes().isEmpty()) {
                out.name(GLOBAL_INDEXES).beginObject();
                consumed.indexes()
                        .forEach(
                                (name, units) -> {
                                    out.name(name);
                                    writeUnits(out, units);
                                });
                out.endObject();
            }
        }
        out.endObject();
    }

    private static void writeUnits(JsonWriter out, double units) {
        out.beginObject();
        out.name(UNITS).number(units);
        out.endObject();
    }
}
