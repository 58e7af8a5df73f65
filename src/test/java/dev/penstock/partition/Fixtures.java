package dev.penstock.partition;

import dev.penstock.expression.Condition;
import dev.penstock.expression.ExpressionContext;
import dev.penstock.expression.Expressions;
import dev.penstock.expression.Update;
import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.table.NewTable;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Small tables, items and commands for the tests of this package. */
final class Fixtures {
    static final KeyAttribute ID = new KeyAttribute("id", KeyType.S);
    static final KeyAttribute AT = new KeyAttribute("at", KeyType.N);
    static final KeySchema SIMPLE = new KeySchema(ID, null);
    static final KeySchema COMPOSITE = new KeySchema(ID, AT);

    /** Small nodes, so that few items make a tree of several levels. */
    static final DatabaseSettings SMALL_NODES =
            new DatabaseSettings(
                    4,
                    new DatabaseSettings.Tree(4, 4),
                    new DatabaseSettings.Inbox(1_000, 1 << 20),
                    new DatabaseSettings.Batching(16, 1 << 20),
                    Watermarks.NONE);

    private Fixtures() {}

    static Supplier<UUID> uuids() {
        var random = new Random(7);
        return () -> new UUID(random.nextLong(), random.nextLong());
    }

    static NewTable newTable(String name, KeySchema schema) {
        return newTable(name, schema, new TreeMap<>(), false);
    }

    static NewTable newTable(
            String name,
            KeySchema schema,
            SortedMap<String, String> tags,
            boolean deletionProtected) {
        var attributes = schema.hasSortKey() ? List.of(ID, AT) : List.of(ID);
        var settings =
                TableSettings.of(
                        BillingMode.PAY_PER_REQUEST,
                        Throughput.NONE,
                        TableClass.STANDARD,
                        deletionProtected);
        return new NewTable(name, schema, attributes, settings, tags);
    }

    /** An item of a table with {@link #SIMPLE} keys. */
    static byte[] item(String id, String value) {
        var writer = new ValueWriter();
        writer.beginItem(SIMPLE);
        writer.name("id");
        writer.string(id);
        writer.name("value");
        writer.string(value);
        return writer.endItem();
    }

    /**
     * An item of a table with {@link #SIMPLE} keys that expires.
     *
     * @param ttl a number's text; null: it never does
     */
    static byte[] expiring(String id, String attribute, @Nullable String ttl) {
        var writer = new ValueWriter();
        writer.beginItem(SIMPLE);
        writer.name("id");
        writer.string(id);
        if (ttl != null) {
            writer.name(attribute);
            writer.number(ttl);
        }
        return writer.endItem();
    }

    static byte[] key(String id) {
        var writer = new ValueWriter();
        writer.beginItem(SIMPLE);
        writer.name("id");
        writer.string(id);
        return writer.endItem();
    }

    /** An item of a table with {@link #COMPOSITE} keys. */
    static byte[] item(String id, long at, String value) {
        var writer = new ValueWriter();
        writer.beginItem(COMPOSITE);
        writer.name("id");
        writer.string(id);
        writer.name("at");
        writer.number(Long.toString(at));
        writer.name("value");
        writer.string(value);
        return writer.endItem();
    }

    static byte[] key(String id, long at) {
        var writer = new ValueWriter();
        writer.beginItem(COMPOSITE);
        writer.name("id");
        writer.string(id);
        writer.name("at");
        writer.number(Long.toString(at));
        return writer.endItem();
    }

    static ItemKey keyOf(Table table, byte[] item) {
        return ItemKey.of(item, table.definition().keySchema().hasSortKey());
    }

    static Command.Put put(Table table, byte[] item) {
        return new Command.Put(table, keyOf(table, item), item, Command.Guard.NONE);
    }

    static Command.Put put(Table table, byte[] item, Condition condition) {
        return new Command.Put(table, keyOf(table, item), item, new Command.Guard(condition, true));
    }

    static Command.Delete delete(Table table, byte[] keyItem) {
        return new Command.Delete(table, keyOf(table, keyItem), keyItem, Command.Guard.NONE);
    }

    static Command.Update update(Table table, byte[] keyItem, Update update) {
        return new Command.Update(
                table, keyOf(table, keyItem), keyItem, update, Command.Guard.NONE);
    }

    /** SET value = ... */
    static Update setting(String value) {
        var writer = new ValueWriter();
        writer.string(value);
        var context = ExpressionContext.of(Map.of("#v", "value"), Map.of(":v", writer.toValue()));
        return Expressions.parseUpdate("SET #v = :v", context);
    }

    /** REMOVE of an attribute that no item has. */
    static Update removingNothing() {
        return Expressions.parseUpdate("REMOVE nowhere", ExpressionContext.none());
    }
}
