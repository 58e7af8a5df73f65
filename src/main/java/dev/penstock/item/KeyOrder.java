package dev.penstock.item;

import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Brings the key attributes of an item to its front. For items that are read before their table,
 * and so their key schema, is known: all their attributes stand in the order of their names.
 */
public final class KeyOrder {
    private KeyOrder() {}

    /**
     * Moves the key attributes to their places, as far as the item has them; in place. Whether it
     * has them all is for {@link KeyRules} to judge.
     *
     * @param item as {@link ValueWriter#beginItem()} and {@link ValueWriter#endItem} make it
     */
    public static void moveKeyFirst(byte[] item, KeySchema schema) {
        int next = moveTo(item, ItemLayout.ITEM_HEADER_BYTES, schema.partitionKey());
        KeyAttribute sortKey = schema.sortKey();
        if (sortKey != null) {
            moveTo(item, next, sortKey);
        }
    }

    /** Moves an attribute to {@code target}, what stands before it behind it; returns its end. */
    private static int moveTo(byte[] item, int target, KeyAttribute attribute) {
        byte[] name = attribute.name().getBytes(StandardCharsets.UTF_8);
        int value = ValueBytes.find(item, target, item.length, name);
        if (value < 0) {
            return target;
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
