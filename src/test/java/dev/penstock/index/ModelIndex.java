package dev.penstock.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.expression.SortRange;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.table.IndexDefinition;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What an index must be: the items of its table that have its keys, in its order. */
final class ModelIndex {
    private final IndexDefinition index;
    private final List<ModelItem> items;

    ModelIndex(IndexDefinition index, Collection<ModelItem> table) {
        this.index = index;
        items =
                table.stream()
                        .filter(item -> item.image(index) != null)
                        .sorted(this::compare)
                        .toList();
    }

    private int compare(ModelItem a, ModelItem b) {
        byte[] partitionA = a.partitionKey(index);
        byte[] partitionB = b.partitionKey(index);
        int order = Long.compareUnsigned(ItemKey.hashOf(partitionA), ItemKey.hashOf(partitionB));
        for (int i = 0; order == 0 && i < a.order(index).size(); i++) {
            order = Arrays.compareUnsigned(a.order(index).get(i), b.order(index).get(i));
        }
        return order;
    }

    /** All of it, and pages from random places of it. */
    void compare(IndexView view, IndexEntries entries, RandomGenerator random) {
        assertThat(view.itemCount()).isEqualTo(items.size());
        assertThat(view.sizeBytes())
                .isEqualTo(images(items).stream().mapToLong(ItemBytes::sizeBytes).sum());
        assertThat(all(view.scan(HashRange.ALL, null))).containsExactlyElementsOf(images(items));
        if (items.isEmpty()) {
            return;
        }
        int at = random.nextInt(items.size());
        ModelItem item = items.get(at);
        ItemKey after = entries.key(item.bytes());
        assertThat(all(view.scan(HashRange.ALL, after)))
                .containsExactlyElementsOf(images(items.subList(at + 1, items.size())));
        byte[] partition = item.partitionKey(index);
        var collection =
                new ArrayList<>(
                        items.stream()
                                .filter(each -> Arrays.equals(each.partitionKey(index), partition))
                                .toList());
        boolean ascending = random.nextBoolean();
        if (!ascending) {
            Collections.reverse(collection);
        }
        assertThat(all(view.query(partition, SortRange.ALL, ascending, null)))
                .containsExactlyElementsOf(images(collection));
        int place = collection.indexOf(item);
        assertThat(all(view.query(partition, SortRange.ALL, ascending, after)))
                .containsExactlyElementsOf(
                        images(collection.subList(place + 1, collection.size())));
    }

    private List<byte[]> images(List<ModelItem> shown) {
        var images = new ArrayList<byte[]>();
        for (ModelItem item : shown) {
            byte @Nullable [] image = item.image(index);
            if (image != null) {
                images.add(image);
            }
        }
        return images;
    }

    private static List<byte[]> all(ItemCursor cursor) {
        var found = new ArrayList<byte[]>();
        for (byte[] item = cursor.next(); item != null; item = cursor.next()) {
            found.add(item);
        }
        return found;
    }
}
