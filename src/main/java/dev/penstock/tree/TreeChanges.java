package dev.penstock.tree;

import dev.penstock.item.ItemKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one tree that are applied in the tree's order. In the log's order each would go to a
 * leaf of its own, far from the last one, and wait for memory all the way down: that is most of
 * what many changes cost. Neighbours share the way and often the leaf.
 *
 * <p>One thread adds and then hands over to the one that runs, which the editor belongs to
 * meanwhile.
 */
public final class TreeChanges implements Runnable {
    private static final int COUNT_BITS = 18;
    private static final int FIRST_CAPACITY = 1 << 10;

    /** Most changes that can be told apart. */
    public static final int COUNT_MAX = 1 << COUNT_BITS;

    private final TreeEditor editor;
    private ItemKey[] keys = new ItemKey[FIRST_CAPACITY];
    private byte[] @Nullable [] items = new byte @Nullable [FIRST_CAPACITY][];
    private int count;

    /** None yet, of the tree that this editor changes. */
    public TreeChanges(TreeEditor editor) {
        this.editor = editor;
    }

    /** The next change is a put of this item. */
    public void put(ItemKey key, byte[] item) {
        add(key, item);
    }

    /** The next change is a removal of the item with this key. */
    public void remove(ItemKey key) {
        add(key, null);
    }

    private void add(ItemKey key, byte @Nullable [] item) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            items = Arrays.copyOf(items, 2 * count);
        }
        keys[count] = key;
        items[count] = item;
        count++;
    }

    /** Applies them all. Those of one key keep their order: the same hash, a higher index. */
    @Override
    public void run() {
        var order = new long[count];
        for (int i = 0; i < count; i++) {
            order[i] = (keys[i].hash() & -COUNT_MAX) | i;
        }
        Arrays.sort(order);
        for (long each : order) {
            int index = (int) each & (COUNT_MAX - 1);
            byte[] item = items[index];
            if (item == null) {
                editor.remove(keys[index]);
            } else {
                editor.put(keys[index], item);
            }
        }
    }
}
