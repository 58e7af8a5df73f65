package dev.penstock.wire.items;

import dev.penstock.capacity.ReadConsistency;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Names;
import org.jspecify.annotations.Nullable;

/** How much of the consumed capacity an answer tells: the values of ReturnConsumedCapacity. */
enum ConsumedCapacity {
    NONE,
    TOTAL,
    INDEXES;

    private static final JsonName UNITS = JsonName.of("CapacityUnits");
    private static final JsonName TABLE = JsonName.of("Table");

    /** The value of a request's member, which the model's constraints have accepted. */
    static ConsumedCapacity of(@Nullable String value) {
        return value == null ? NONE : valueOf(value);
    }

    /** How a read is charged, by its member ConsistentRead. */
    static ReadConsistency consistency(@Nullable Boolean consistentRead) {
        return Boolean.TRUE.equals(consistentRead)
                ? ReadConsistency.STRONG
                : ReadConsistency.EVENTUAL;
    }

    /** Writes the member ConsumedCapacity, if it was asked for. */
    void write(JsonWriter out, String tableName, double units) {
        if (this != NONE) {
            out.name(Names.CONSUMED_CAPACITY);
            writeElement(out, tableName, units);
        }
    }

    /** Writes the structure alone, as the lists of the batch operations hold it. */
    void writeElement(JsonWriter out, String tableName, double units) {
        out.beginObject();
        out.name(Names.TABLE_NAME).string(tableName);
        out.name(UNITS).number(units);
        if (this == INDEXES) {
            out.name(TABLE).beginObject();
            out.name(UNITS).number(units);
            out.endObject();
        }
        out.endObject();
    }
}
