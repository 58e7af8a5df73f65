package dev.penstock.wire.pages;

import dev.penstock.item.ItemBytes;
import dev.penstock.tree.ItemCursor;
import org.jspecify.annotations.Nullable;

/**
 * Takes items from a cursor some ahead of their use and touches them, so that the waits for memory
 * overlap: neighbours in a tree lie anywhere on the heap once they have been overwritten, and
 * whoever writes out one after the other waits for each. Belongs to one thread.
 */
public final class ItemsAhead implements ItemCursor {
    /** Most of the gain is there with two; more would only push each other out of the cache. */
    public static final int ITEMS_MAX = 8;

    private final ItemCursor cursor;
    private final byte[][] items;

    /** Items that the cursor may still be asked for. */
    private int remaining;

    private int next;
    private int end;

    @SuppressWarnings("UnusedVariable") // Kept, so that no compiler leaves the touching out.
    private int touched;

    /**
     * @param limit items that will be asked for at most
     */
    public ItemsAhead(ItemCursor cursor, int limit) {
        this.cursor = cursor;
        this.items = new byte[Math.min(limit, ITEMS_MAX)][];
        this.remaining = limit;
    }

    @Override
    public byte @Nullable [] next() {
        if (next == end) {
            fill();
        }
        return next < end ? items[next++] : null;
    }

    private void fill() {
        next = 0;
        end = 0;
        while (end < items.length && remaining > 0) {
            byte[] item = cursor.next();
            if (item == null) {
                remaining = 0;
                return;
            }
            touched += ItemBytes.touch(item);
            items[end++] = item;
            remaining--;
        }
    }
}
