package dev.penstock.item;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings the key attributes of an item to its front. For items that are read before their table,
 * and so their key schema, is known: all their attributes stand in the order of their names.
 */
public final class KeyOrder {
    private KeyOrder() {}

    /**
     * Moves the key attributes, which the item must have, to their places; in place.
     *
     * @param item as {@link ValueWriter#beginItem()} and {@link ValueWriter#endItem} make it
     */
    public static void moveKeyFirst(
            byte[] item, byte[] partitionKeyName, byte @Nullable [] sortKeyName) {
        int next = moveTo(item, ItemLayout.ITEM_HEADER_BYTES, partitionKeyName);
        if (sortKeyName != null) {
            moveTo(item, next, sortKeyName);
        }
    }

    /** Moves an attribute to {@code target}, what stands before it behind it; returns its end. */
    private static int moveTo(byte[] item, int target, byte[] name) {
        int value = ValueBytes.find(item, target, item.length, name);
        if (value < 0) {
            throw new IllegalStateException("the item lacks a key attribute");
        }
        int start = value - name.length - ItemLayout.varintBytes(name.length);
        int length = ValueBytes.end(item, value) - start;
        if (start > target) {
            byte[] moved = Arrays.copyOfRange(item, start, start + length);
            System.arraycopy(item, target, item, target + length, start - target);
            System.arraycopy(moved, 0, item, target, length);
        }
        return target + length;
    }
}
