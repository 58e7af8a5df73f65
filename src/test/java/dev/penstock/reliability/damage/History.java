package dev.penstock.reliability.damage;

import dev.penstock.item.ItemKey;
import dev.penstock.partition.Table;
import dev.penstock.partition.Version;
import dev.penstock.tree.HashRange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was acknowledged, commit by commit, in plain maps. */
final class History {
    /** By the sequence number of the commit that they came with. */
    private final NavigableMap<Long, Consumer<Map<String, Map<ItemKey, byte[]>>>> changes =
            new TreeMap<>();

    /** Of the state that was asked for last, which is nearly always asked for again. */
    private long known = -1;

    private Map<String, Map<ItemKey, byte[]>> knownState = Map.of();

    History copy() {
        var copy = new History();
        copy.changes.putAll(changes);
        return copy;
    }

    /** A commit was acknowledged. */
    void put(long sequence, String table, ItemKey key, byte @Nullable [] item) {
        changes.put(
                sequence,
                state -> {
                    var items = state.get(table);
                    if (items == null) {
                        throw new IllegalStateException("no table " + table);
                    }
                    if (item == null) {
                        items.remove(key);
                    } else {
                        items.put(key, item);
                    }
                });
    }

    void createTable(long sequence, String table) {
        changes.put(sequence, state -> state.put(table, new HashMap<>()));
    }

    void dropTable(long sequence, String table) {
        changes.put(sequence, state -> state.remove(table));
    }

    long acknowledged() {
        return changes.isEmpty() ? 0 : changes.lastKey();
    }

    /** What differs between a version and what was acknowledged up to its commit; else empty. */
    String differenceOf(Version version) {
        if (version.sequence() != 0 && !changes.containsKey(version.sequence())) {
            return "commit "
                    + version.sequence()
                    + " was never acknowledged as the last of its own";
        }
        var expected = at(version.sequence());
        if (!version.tableNames().equals(expected.keySet().stream().sorted().toList())) {
            return "tables " + version.tableNames() + " instead of " + expected.keySet();
        }
        for (var table : expected.entrySet()) {
            var found = version.table(table.getKey());
            String difference =
                    found == null ? "cannot be found" : difference(found, table.getValue());
            if (!difference.isEmpty()) {
                return "table " + table.getKey() + ": " + difference;
            }
        }
        return "";
    }

    private static String difference(Table table, Map<ItemKey, byte[]> expected) {
        for (var item : expected.entrySet()) {
            if (!Arrays.equals(table.get(item.getKey()), item.getValue())) {
                return "another value, or none, of an item that was acknowledged";
            }
        }
        boolean hasSortKey = table.definition().keySchema().hasSortKey();
        long scanned = 0;
        var cursor = table.scan(HashRange.ALL, null);
        for (byte[] item = cursor.next(); item != null; item = cursor.next()) {
            scanned++;
            if (!Arrays.equals(item, expected.get(ItemKey.of(item, hasSortKey)))) {
                return "Scan gives an item that was never acknowledged";
            }
        }
        boolean isComplete = scanned == expected.size() && table.itemCount() == scanned;
        return isComplete ? "" : scanned + " items instead of " + expected.size();
    }

    private Map<String, Map<ItemKey, byte[]>> at(long sequence) {
        if (sequence != known) {
            var state = new HashMap<String, Map<ItemKey, byte[]>>();
            changes.headMap(sequence, true).values().forEach(change -> change.accept(state));
            known = sequence;
            knownState = state;
        }
        return knownState;
    }
}
