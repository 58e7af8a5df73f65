package dev.penstock.partition.system;

import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hidden tables that hold all state which is not an item: same trees, same log, same snapshots.
 * Their ids and key names stand in the log: never change one.
 */
public enum SystemTable {
    /** One row per table: its {@link TableDefinition}. See {@link DefinitionRow}. */
    TABLES(1, "name"),
    /** One row per table that has tags. See {@link TagsRow}. */
    TAGS(2, "table"),
    /** Numbers that only grow. See {@link CounterRow}. */
    COUNTERS(3, "counter"),
    /** One row per stream, and one for all of them. See {@link StreamRow}, {@link StreamKeyRow}. */
    STREAMS(4, "stream"),
    /** One row per destination that changes were exported to. See {@link ExportRow}. */
    EXPORTS(5, "export");

    public static final int COUNT = values().length;

    private final int id;

    @SuppressWarnings("ImmutableEnumChecker") // A record of records and strings.
    private final KeySchema keySchema;

    SystemTable(int id, String keyName) {
        this.id = id;
        keySchema = new KeySchema(new KeyAttribute(keyName, KeyType.S), null);
    }

    /** The system table with this id; null: a client's table. */
    public static @Nullable SystemTable ofId(int id) {
        return switch (id) {
            case 1 -> TABLES;
            case 2 -> TAGS;
            case 3 -> COUNTERS;
            case 4 -> STREAMS;
            case 5 -> EXPORTS;
            default -> null;
        };
    }

    public int id() {
        return id;
    }

    public KeySchema keySchema() {
        return keySchema;
    }

    public TableDefinition definition() {
        return new TableDefinition(
                new TableIdentity("$" + name().toLowerCase(Locale.ROOT), id, "", 0),
                1,
                keySchema,
                List.of(keySchema.partitionKey()),
                TableSettings.of(
                        BillingMode.PAY_PER_REQUEST, Throughput.NONE, TableClass.STANDARD, true));
    }

    public Change put(byte[] row) {
        return new Change.Put(id, Origin.USER, 0, row, null);
    }

    public Change remove(byte[] rowKey) {
        return new Change.Remove(id, Origin.USER, 0, rowKey, null);
    }
}
