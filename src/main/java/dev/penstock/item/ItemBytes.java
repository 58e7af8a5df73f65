package dev.penstock.item;

import java.util.Arrays;

/** Reads encoded items in place. Stateless; only {@link #keyOf} allocates. */
public final class ItemBytes {
    /** Where the first (name, value) pair begins; the last one ends where the item does. */
    public static final int ATTRIBUTES_OFFSET = ItemLayout.ITEM_HEADER_BYTES;

    /** Memory comes in pieces of this. */
    private static final int CACHE_LINE_BYTES = 64;

    /** The hardware notices by then that an item is read from front to back. */
    private static final int TOUCHED_BYTES_MAX = 1 << 10;

    private ItemBytes() {}

    /** DynamoDB's size of the item: names and values. Not the length of its bytes. */
    public static int sizeBytes(byte[] item) {
        return ItemLayout.u24(item, ItemLayout.ITEM_SIZE_OFFSET);
    }

    /**
     * Reads one byte of each cache line, of which none depends on another: memory brings them all
     * at once. Returns something that must be used, or else nothing is read.
     */
    public static int touch(byte[] item) {
        int sum = 0;
        int end = Math.min(item.length, TOUCHED_BYTES_MAX);
        for (int i = 0; i < end; i += CACHE_LINE_BYTES) {
            sum += item[i];
        }
        return sum;
    }

    public static int attributeCount(byte[] item) {
        return ItemLayout.u24(item, ItemLayout.ITEM_COUNT_OFFSET);
    }

    /** The offset of the type byte of the attribute's value, or -1 if the item has none. */
    public static int find(byte[] item, byte[] nameUtf8) {
        return ValueBytes.find(item, ItemLayout.ITEM_HEADER_BYTES, item.length, nameUtf8);
    }

    /** Whether two items have the same value under a name, or none both. */
    public static boolean haveSame(byte[] nameUtf8, byte[] a, byte[] b) {
        int valueA = find(a, nameUtf8);
        int valueB = find(b, nameUtf8);
        if (valueA < 0 || valueB < 0) {
            return valueA == valueB;
        }
        return ValueBytes.equal(a, valueA, b, valueB);
    }

    /** An item with only the key attributes of this one. */
    public static byte[] keyOf(byte[] item, boolean hasSortKey) {
        int keyCount = hasSortKey ? 2 : 1;
        if (attributeCount(item) == keyCount) {
            return item;
        }
        int end = ItemLayout.ITEM_HEADER_BYTES;
        int size = 0;
        for (int i = 0; i < keyCount; i++) {
            int value = ValueBytes.skipBytes(item, end);
            size += ItemLayout.varint(item, end) + ValueBytes.sizeBytes(item, value);
            end = ValueBytes.end(item, value);
        }
        byte[] key = Arrays.copyOf(item, end);
        ItemLayout.putU24(key, ItemLayout.ITEM_SIZE_OFFSET, size);
        ItemLayout.putU24(key, ItemLayout.ITEM_COUNT_OFFSET, keyCount);
        return key;
    }

    /** The offset of the partition key's value: attribute 0. */
    public static int partitionKey(byte[] item) {
        return ValueBytes.skipBytes(item, ItemLayout.ITEM_HEADER_BYTES);
    }

    /** The offset of the sort key's value: attribute 1. */
    public static int sortKey(byte[] item) {
        return ValueBytes.skipBytes(item, ValueBytes.end(item, partitionKey(item)));
    }
}
