package dev.penstock.tree;

import dev.penstock.item.ItemBytes;

/**
 * Sums over the items of a tree.
 *
 * @param itemBytes lengths of the encoded items, as far as only this tree holds them
 * @param sizeBytes sizes as DynamoDB counts them
 */
record TreeSize(long itemCount, long itemBytes, long sizeBytes) {
    static final TreeSize ZERO = new TreeSize(0, 0, 0);

    /**
     * @param heldBytes what of the item only this tree holds, and its key if that stands alone
     */
    TreeSize plus(byte[] item, int heldBytes) {
        return new TreeSize(
                itemCount + 1, itemBytes + heldBytes, sizeBytes + ItemBytes.sizeBytes(item));
    }

    TreeSize minus(byte[] item, int heldBytes) {
        return new TreeSize(
                itemCount - 1, itemBytes - heldBytes, sizeBytes - ItemBytes.sizeBytes(item));
    }
}
