package dev.penstock.partition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.expression.SortRange;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random commands against a database and against plain maps, with restarts in between: both must
 * answer the same, always.
 */
final class DatabaseModel {
    private static final List<String> NAMES = List.of("Music", "Orders", "a.b-c");
    private static final int IDS = 12;
    private static final int SORT_KEYS = 20;

    private final RandomGenerator random;
    private final Function<@Nullable Database, Database> restart;
    private final TreeMap<String, TableModel> tables = new TreeMap<>();
    private Database database;

    /**
     * @param restart closes the database that is given, if any, and opens it anew
     */
    DatabaseModel(RandomGenerator random, Function<@Nullable Database, Database> restart) {
        this.random = random;
        this.restart = restart;
        database = restart.apply(null);
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        restartAndCompare();
        database.close();
    }

    private void step() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        TableModel model = tables.get(name);
        if (model == null) {
            create(name);
            return;
        }
        switch (random.nextInt(100)) {
            case 0 -> drop(name);
            case 1, 2 -> tag(name, model);
            case 3 -> restartAndCompare();
            case 4, 5, 6, 7, 8, 9 -> compareQuery(name, model);
            case 10, 11, 12, 13, 14 -> compareScan(name, model);
            default -> write(name, model);
        }
    }

    private void create(String name) {
        var schema = random.nextBoolean() ? Fixtures.SIMPLE : Fixtures.COMPOSITE;
        run(new Command.CreateTable(Fixtures.newTable(name, schema)));
        tables.put(name, new TableModel(schema));
        assertThat(database.version().tableNames()).containsExactlyElementsOf(tables.keySet());
    }

    private void drop(String name) {
        run(new Command.DeleteTable(name));
        tables.remove(name);
        assertThat(database.version().table(name)).isNull();
    }

    private void tag(String name, TableModel model) {
        String tag = "tag" + random.nextInt(4);
        if (random.nextBoolean()) {
            String value = "v" + random.nextInt(3);
            run(new Command.TagTable(name, Map.of(tag, value)));
            model.tags.put(tag, value);
        } else {
            run(new Command.UntagTable(name, Set.of(tag)));
            model.tags.remove(tag);
        }
    }

    private void write(String name, TableModel model) {
        Table table = table(name);
        byte[] key = key(model);
        byte[] before = model.get(key);
        var guard = guard(before != null);
        boolean passes = guard.condition() == null || guard.condition().holds(before);
        byte[] item = withValue(model, key, "v" + random.nextInt(5));
        ItemKey itemKey = model.keyOf(key);
        var command =
                switch (random.nextInt(3)) {
                    case 0 -> new Command.Delete(table, itemKey, key, guard);
                    case 1 -> new Command.Put(table, model.keyOf(item), item, guard);
                    default ->
                            new Command.Update(
                                    table, itemKey, key, Fixtures.setting(value(item)), guard);
                };
        var outcome = run(command);
        if (!passes) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.ConditionFailed.class,
                            failed -> assertThat(failed.item()).isEqualTo(before));
            return;
        }
        boolean deletes = command instanceof Command.Delete;
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Written.class,
                        written -> {
                            assertThat(written.before()).isEqualTo(before);
                            assertThat(written.after()).isEqualTo(deletes ? null : item);
                        });
        var ignored = deletes ? model.remove(key) : model.put(item);
        compareTable(name, model);
        assertThat(table(name).get(itemKey)).isEqualTo(model.get(key));
    }

    private Command.Guard guard(boolean exists) {
        return switch (random.nextInt(4)) {
            case 0 -> new Command.Guard(item -> (item != null) == exists, true);
            case 1 -> new Command.Guard(item -> (item == null) == exists, true);
            default -> Command.Guard.NONE;
        };
    }

    private void compareScan(String name, TableModel model) {
        int count = random.nextInt(1, 9);
        var segment = HashRange.segment(random.nextInt(count), count);
        ItemKey after = model.keyOf(key(model));
        if (!segment.contains(after.hash()) || random.nextBoolean()) {
            after = null;
        }
        assertSame(
                table(name).scan(segment, after),
                model.page(after, true, key -> segment.contains(key.hash())));
    }

    private void compareQuery(String name, TableModel model) {
        byte[] id = id().getBytes(StandardCharsets.UTF_8);
        boolean ascending = random.nextBoolean();
        SortRange range = model.schema.hasSortKey() ? sortRange() : SortRange.ALL;
        ItemKey after = after(model, id, range);
        assertSame(
                table(name).query(id, range, ascending, after),
                model.page(after, ascending, key -> isIn(key, id, range)));
    }

    private @Nullable ItemKey after(TableModel model, byte[] id, SortRange range) {
        ItemKey after = model.keyOf(key(model));
        return isIn(after, id, range) ? after : null;
    }

    private static boolean isIn(ItemKey key, byte[] id, SortRange range) {
        int from = key.partitionKeyOffset();
        byte[] bytes = key.bytes();
        if (!Arrays.equals(bytes, from, from + key.partitionKeyLength(), id, 0, id.length)) {
            return false;
        }
        int sortFrom = key.sortKeyOffset();
        return !key.hasSortKey() || range.contains(bytes, sortFrom, sortFrom + key.sortKeyLength());
    }

    private SortRange sortRange() {
        byte[] a = NumberBytes.of(sortKey());
        byte[] b = NumberBytes.of(sortKey());
        return switch (random.nextInt(7)) {
            case 0 -> SortRange.exactly(a);
            case 1 -> SortRange.atLeast(a);
            case 2 -> SortRange.above(a);
            case 3 -> SortRange.atMost(a);
            case 4 -> SortRange.below(a);
            case 5 ->
                    Arrays.compareUnsigned(a, b) <= 0
                            ? SortRange.between(a, b)
                            : SortRange.between(b, a);
            default -> SortRange.ALL;
        };
    }

    private void restartAndCompare() {
        long sequence = database.version().sequence();
        database = restart.apply(database);
        assertThat(database.version().sequence()).isEqualTo(sequence);
        assertThat(database.version().tableNames()).containsExactlyElementsOf(tables.keySet());
        tables.forEach(
                (name, model) -> {
                    compareTable(name, model);
                    assertSame(
                            table(name).scan(HashRange.ALL, null),
                            model.page(null, true, key -> true));
                    assertThat(database.version().tags(table(name))).isEqualTo(model.tags);
                });
    }

    private void compareTable(String name, TableModel model) {
        assertThat(table(name).itemCount()).isEqualTo(model.items.size());
        assertThat(table(name).sizeBytes()).isEqualTo(model.sizeBytes());
    }

    private static void assertSame(ItemCursor cursor, List<byte[]> expected) {
        var found = new ArrayList<byte[]>();
        for (byte[] item = cursor.next(); item != null; item = cursor.next()) {
            found.add(item);
        }
        assertThat(found).containsExactlyElementsOf(expected);
    }

    private Outcome run(Command command) {
        return database.submit(command, 100).toCompletableFuture().join();
    }

    private Table table(String name) {
        return requireNonNull(database.version().table(name));
    }

    private String id() {
        return "id" + random.nextInt(IDS);
    }

    private long sortKey() {
        return random.nextInt(-SORT_KEYS, SORT_KEYS);
    }

    private byte[] key(TableModel model) {
        return model.schema.hasSortKey() ? Fixtures.key(id(), sortKey()) : Fixtures.key(id());
    }

    private static byte[] withValue(TableModel model, byte[] key, String value) {
        var writer = new ValueWriter();
        writer.beginItem(model.schema);
        writer.name("id");
        writer.value(key, ItemBytes.find(key, utf8("id")));
        if (model.schema.hasSortKey()) {
            writer.name("at");
            writer.value(key, ItemBytes.find(key, utf8("at")));
        }
        writer.name("value");
        writer.string(value);
        return writer.endItem();
    }

    private static String value(byte[] item) {
        int at = ItemBytes.find(item, utf8("value"));
        return new String(
                item,
                ValueBytes.payloadOffset(item, at),
                ValueBytes.payloadLength(item, at),
                StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
