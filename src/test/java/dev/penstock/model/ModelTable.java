package dev.penstock.model;

import dev.penstock.model.language.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table as a sorted map. Items in it are never changed, only replaced. */
final class ModelTable {
    /**
     * @param type S, N or B
     */
    record KeyAttribute(String name, String type) {}

    /** The primary key of an item, in the order of partition and sort key. */
    record Key(Value partition, @Nullable Value sort) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = partition.compareWith(other.partition);
            if (order != 0 || sort == null || other.sort == null) {
                return order;
            }
            return sort.compareWith(other.sort);
        }
    }

    private final String name;
    private final KeyAttribute partitionKey;
    private final @Nullable KeyAttribute sortKey;
    private final NavigableMap<Key, Map<String, Value>> items = new TreeMap<>();

    ModelTable(String name, KeyAttribute partitionKey, @Nullable KeyAttribute sortKey) {
        this.name = name;
        this.partitionKey = partitionKey;
        this.sortKey = sortKey;
    }

    String name() {
        return name;
    }

    KeyAttribute partitionKey() {
        return partitionKey;
    }

    @Nullable KeyAttribute sortKey() {
        return sortKey;
    }

    List<KeyAttribute> keyAttributes() {
        return sortKey == null ? List.of(partitionKey) : List.of(partitionKey, sortKey);
    }

    boolean isKey(String attribute) {
        return keyAttributes().stream().anyMatch(key -> key.name().equals(attribute));
    }

    /** The state as it is now, to compare with later. */
    ModelTable copy() {
        var copy = new ModelTable(name, partitionKey, sortKey);
        copy.items.putAll(items);
        return copy;
    }

    NavigableMap<Key, Map<String, Value>> items() {
        return items;
    }

    Key keyOf(Map<String, Value> item) {
        return new Key(
                present(item, partitionKey), sortKey == null ? null : present(item, sortKey));
    }

    private static Value present(Map<String, Value> item, KeyAttribute key) {
        Value value = item.get(key.name());
        if (value == null) {
            throw new IllegalStateException("no key " + key.name() + " in " + item);
        }
        return value;
    }

    /** The key attributes alone. */
    Map<String, Value> keyItem(Key key) {
        var item = new TreeMap<String, Value>();
        item.put(partitionKey.name(), key.partition);
        if (sortKey != null && key.sort != null) {
            item.put(sortKey.name(), key.sort);
        }
        return item;
    }

    @Nullable Map<String, Value> get(Key key) {
        return items.get(key);
    }

    void put(Map<String, Value> item) {
        items.put(keyOf(item), item);
    }

    /**
     * @param item null: there is none any more
     */
    void replace(Key key, @Nullable Map<String, Value> item) {
        if (item == null) {
            items.remove(key);
        } else {
            items.put(key, item);
        }
    }

    /**
     * The items that a query's range holds, in its direction, behind the start key.
     *
     * @param start null: from the beginning
     */
    List<Map<String, Value>> query(KeyCondition condition, boolean forward, @Nullable Key start) {
        var found = new ArrayList<Map<String, Value>>();
        var sorted = forward ? items : items.descendingMap();
        sorted.forEach(
                (key, item) -> {
                    int order = start == null ? 1 : key.compareTo(start);
                    if ((forward ? order > 0 : order < 0 || start == null)
                            && condition.holds(key)) {
                        found.add(item);
                    }
                });
        return found;
    }
}
