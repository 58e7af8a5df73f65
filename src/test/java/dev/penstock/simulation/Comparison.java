package dev.penstock.simulation;

import dev.penstock.index.IndexEntries;
import dev.penstock.index.IndexView;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Table;
import dev.penstock.partition.TurnedEngine;
import dev.penstock.partition.Version;
import dev.penstock.tree.HashRange;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds what readers see against what they must see. */
final class Comparison {
    private static final int SHOWN_BYTES_MAX = 60;

    private final Version version;
    private final Image image;

    Comparison(Version version, Image image) {
        this.version = version;
        this.image = image;
    }

    /** Everything: every table, every item, by key and by scan. */
    void requireAll() {
        require(
                version.tableNames().equals(List.copyOf(image.tables().keySet())),
                () -> "tables " + version.tableNames() + ", not " + image.tables().keySet());
        image.tables()
                .forEach((name, expected) -> requireAll(requireTable(name, expected), expected));
    }

    private void requireAll(Table table, TableImage expected) {
        require(
                version.tags(table).equals(expected.tags()),
                () -> "tags " + version.tags(table) + " of " + table.definition());
        for (TableImage.Stored stored : expected.items().values()) {
            requireSame(table.get(stored.key()), stored.bytes());
        }
        var cursor = table.scan(HashRange.ALL, null);
        for (byte[] item : expected.scanned()) {
            requireSame(cursor.next(), item);
        }
        requireSame(cursor.next(), null);
        require(
                table.itemCount() == expected.items().size(),
                () -> "counts " + table.itemCount() + " items");
    }

    /** Every index: the projection of its table, in the index's order. */
    void requireIndexes(TurnedEngine engine) {
        for (String name : version.tableNames()) {
            Table table = Objects.requireNonNull(version.table(name));
            for (IndexEntries entries : table.indexes()) {
                requireIndex(
                        table,
                        entries,
                        engine.index(table.definition().id(), entries.index().id()));
            }
        }
    }

    private void requireIndex(Table table, IndexEntries entries, IndexView view) {
        var expected = new TreeMap<ItemKey, byte[]>();
        var items = table.scan(HashRange.ALL, null);
        for (byte[] item = items.next(); item != null; item = items.next()) {
            ItemKey key = entries.key(item);
            if (key != null) {
                expected.put(key, entries.image(item));
            }
        }
        var cursor = view.scan(HashRange.ALL, null);
        for (byte[] image : expected.values()) {
            requireSame(cursor.next(), image);
        }
        requireSame(cursor.next(), null);
        require(
                view.sequence() == version.sequence() && view.itemCount() == expected.size(),
                () -> "an index of commit " + view.sequence() + ", of " + view.itemCount());
    }

    /** One item, there or not. */
    void requireItem(String name, ItemImage.Key key) {
        var expected = image.table(name);
        if (expected == null) {
            require(version.table(name) == null, () -> "a table " + name);
            return;
        }
        var stored = expected.items().get(key);
        var itemKey = stored == null ? key.itemKey(expected.schema()) : stored.key();
        byte @Nullable [] item = requireTable(name, expected).get(itemKey);
        requireSame(item, stored == null ? null : stored.bytes());
    }

    private Table requireTable(String name, TableImage expected) {
        Table table = version.table(name);
        if (table == null) {
            throw violation("no table " + name);
        }
        var definition = table.definition();
        boolean isIt =
                definition.id() == expected.id()
                        && definition.keySchema().equals(expected.schema())
                        && definition.settings().deletionProtected() == expected.isProtected();
        require(isIt, () -> "table " + definition + " instead of " + expected);
        return table;
    }

    private void requireSame(byte @Nullable [] found, byte @Nullable [] expected) {
        require(
                Arrays.equals(found, expected),
                () -> text(found) + " instead of " + text(expected));
    }

    private void require(boolean holds, Supplier<String> what) {
        if (!holds) {
            throw violation(what.get());
        }
    }

    private Violation violation(String what) {
        return new Violation("behind commit " + version.sequence() + ": " + what, null);
    }

    private static String text(byte @Nullable [] item) {
        if (item == null) {
            return "nothing";
        }
        byte[] shown = Arrays.copyOf(item, Math.min(item.length, SHOWN_BYTES_MAX));
        return item.length + " bytes " + Arrays.toString(shown);
    }
}
