package dev.penstock.partition;

import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.table.KeySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a table must be: a sorted map of items. */
final class TableModel {
    final KeySchema schema;
    final TreeMap<ItemKey, byte[]> items = new TreeMap<>();
    final SortedMap<String, String> tags = new TreeMap<>();

    TableModel(KeySchema schema) {
        this.schema = schema;
    }

    byte @Nullable [] put(byte[] item) {
        return items.put(keyOf(item), item);
    }

    byte @Nullable [] remove(byte[] keyItem) {
        return items.remove(keyOf(keyItem));
    }

    byte @Nullable [] get(byte[] keyItem) {
        return items.get(keyOf(keyItem));
    }

    ItemKey keyOf(byte[] item) {
        return ItemKey.of(item, schema.hasSortKey());
    }

    long sizeBytes() {
        return items.values().stream().mapToLong(ItemBytes::sizeBytes).sum();
    }

    /** Items behind a key (null: all) that match, in order or against it. */
    List<byte[]> page(@Nullable ItemKey after, boolean ascending, Predicate<ItemKey> matches) {
        var ordered = ascending ? items : items.descendingMap();
        var rest = after == null ? ordered : ordered.tailMap(after, false);
        var page = new ArrayList<byte[]>();
        rest.forEach(
                (key, item) -> {
                    if (matches.test(key)) {
                        page.add(item);
                    }
                });
        return page;
    }
}
