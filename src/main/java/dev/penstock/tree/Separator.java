package dev.penstock.tree;

import dev.penstock.item.ItemBytes;

/**
 * What divides two neighbouring nodes: at most the first key of the right one, more than the last
 * of the left one. As short as that allows, so that a search seldom reads key bytes.
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Never compared; shares its bytes as all of the tree does.
record Separator(long hash, long prefix, byte[] key) {
    static Separator between(Leaf left, Leaf right) {
        long hash = right.hashes[0];
        if (left.hashes[left.count - 1] != hash) {
            return new Separator(hash, 0, Node.START_OF_HASH);
        }
        boolean hasSortKey = right.keepsPrefixes();
        // A key of its own: the item itself may be removed and should not be kept alive.
        byte[] key = ItemBytes.keyOf(right.keys[0], hasSortKey);
        return new Separator(hash, hasSortKey ? right.prefixes[0] : 0, key);
    }
}
