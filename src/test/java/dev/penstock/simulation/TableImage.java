package dev.penstock.simulation;

import dev.penstock.item.ItemKey;
import dev.penstock.table.KeySchema;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One table of the model. Immutable.
 *
 * @param id of this very table, which one that comes after it under its name does not have
 * @param items encoded
 */
record TableImage(
        int id,
        KeySchema schema,
        boolean isProtected,
        SortedMap<String, String> tags,
        SortedMap<ItemImage.Key, Stored> items) {
    /**
     * An item and its bytes.
     *
     * @param bytes never written to
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by whoever looks at it.
    record Stored(ItemImage image, byte[] bytes, ItemKey key) {}

    static TableImage empty(int id, KeySchema schema, SortedMap<String, String> tags) {
        return new TableImage(id, schema, false, tags, Collections.emptySortedMap());
    }

    TableImage with(ItemImage item) {
        var changed = new TreeMap<>(items);
        byte[] bytes = item.bytes(schema);
        var itemKey = ItemKey.of(bytes, schema.hasSortKey());
        changed.put(item.key(), new Stored(item, bytes, itemKey));
        return new TableImage(id, schema, isProtected, tags, changed);
    }

    /** All items in the order in which a scan gives them. */
    List<byte[]> scanned() {
        return items.values().stream()
                .sorted(Comparator.comparing(Stored::key))
                .map(Stored::bytes)
                .toList();
    }

    TableImage without(ItemImage.Key key) {
        var changed = new TreeMap<>(items);
        changed.remove(key);
        return new TableImage(id, schema, isProtected, tags, changed);
    }

    TableImage withTags(SortedMap<String, String> changed) {
        return new TableImage(id, schema, isProtected, changed, items);
    }

    TableImage withProtection(boolean changed) {
        return new TableImage(id, schema, changed, tags, items);
    }
}
