package dev.penstock.tree;

import dev.penstock.item.ItemBytes;

/**
 * Sums over the items of a tree.
 *
 * @param itemBytes lengths of the encoded items
 * @param sizeBytes sizes as DynamoDB counts them
 */
record TreeSize(long itemCount, long itemBytes, long sizeBytes) {
    static final TreeSize ZERO = new TreeSize(0, 0, 0);

    TreeSize plus(byte[] item) {
        return new TreeSize(
                itemCount + 1, itemBytes + item.length, sizeBytes + ItemBytes.sizeBytes(item));
    }

    TreeSize minus(byte[] item) {
        return new TreeSize(
                itemCount - 1, itemBytes - item.length, sizeBytes - ItemBytes.sizeBytes(item));
    }
}
