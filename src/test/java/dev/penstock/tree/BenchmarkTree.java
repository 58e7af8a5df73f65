package dev.penstock.tree;

import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Items of 500 bytes in collections of 20, in a tree, with their keys beside them. */
final class BenchmarkTree {
    static final int COLLECTION_ITEMS = 20;
    private static final int VALUE_BYTES = 450;

    private final byte[][] items;

    /** Not the items' own bytes: those are not in the cache when a request comes. */
    private final byte[][] keys;

    private final byte[][] partitionKeys;
    private final TreeEditor editor = new TreeEditor(Tree.empty(TreeShape.of(true)));
    private final SplittableRandom random = new SplittableRandom(42);

    BenchmarkTree(int itemCount) {
        var source = new TestItems(true);
        items = new byte[itemCount][];
        keys = new byte[itemCount][];
        partitionKeys = new byte[itemCount / COLLECTION_ITEMS][];
        for (int i = 0; i < itemCount; i++) {
            int collection = i % partitionKeys.length;
            partitionKeys[collection] = TestItems.words(collection, 99);
            byte[] sortKey = ByteBuffer.allocate(8).putInt(4, i).array();
            items[i] = source.item(partitionKeys[collection], sortKey, new byte[VALUE_BYTES]);
            keys[i] = ItemBytes.keyOf(items[i], true);
        }
        for (byte[] item : items) {
            editor.put(item);
        }
    }

    TreeEditor editor() {
        return editor;
    }

    int randomIndex() {
        return random.nextInt(items.length);
    }

    byte[] item(int index) {
        return items[index];
    }

    ItemKey key(int index) {
        return ItemKey.of(keys[index], true);
    }

    byte[] randomPartitionKey() {
        return partitionKeys[random.nextInt(partitionKeys.length)];
    }
}
