package dev.penstock.tree;

/**
 * What leaves and inner nodes share: sorted entries, found by hash and sort key prefix without a
 * look at their bytes. An entry is an item (leaf) or a separator (inner node).
 *
 * <p>Belongs to the editor that made it until that editor publishes; from then on nothing in it
 * changes, and any thread may read it that got it by way of a published tree. The arrays may be
 * longer than the count, and may be shared with older nodes until they must change.
 */
abstract sealed class Node permits Leaf, Inner {
    /*
     * Keys are ordered by (hash, partition key, sort key), but the search compares (hash, sort key
     * prefix): the same as long as no two partition keys have one hash. Whoever wants can make such
     * keys, so that is not enough, and it is checked at no cost for the others: where the search
     * ends, the entry before (or else the one behind) tells. Has it another hash, or this partition
     * key, then the place is right: keys of one collection stand together and were compared truly.
     * If not, two partition keys share a hash, and the search is done again with the items' bytes.
     */

    /** Separator key that stands for "the first key with this hash". */
    static final byte[] START_OF_HASH = {};

    /** The editor's current batch, or a token of nobody. */
    final BatchToken owner;

    /** Of the entries; the arrays may be longer. */
    int count;

    long[] hashes;

    /** First 8 bytes of the sort keys; {@link Slots#NO_LONGS} in a tree without. */
    long[] prefixes;

    /** Leaf: the items. Inner: items that have only key attributes, or {@link #START_OF_HASH}. */
    byte[][] keys;

    Node(BatchToken owner, int count, long[] hashes, long[] prefixes, byte[][] keys) {
        this.owner = owner;
        this.count = count;
        this.hashes = hashes;
        this.prefixes = prefixes;
        this.keys = keys;
    }

    @SuppressWarnings("ReferenceEquality") // Only this one array; its bytes need not be touched.
    static boolean isStartOfHash(byte[] key) {
        return key == START_OF_HASH;
    }

    /** How many entries lie before the bound. */
    final int position(Bound bound) {
        return orByBytes(positionByPrefix(bound), bound);
    }

    /** The same, if hash and prefix have led to a position. */
    final int orByBytes(int position, Bound bound) {
        return isTrusted(position, bound) ? position : positionByBytes(bound);
    }

    final boolean keepsPrefixes() {
        return !Slots.areNone(prefixes);
    }

    private int positionByPrefix(Bound bound) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            long hash = hashes[middle];
            boolean isBefore =
                    hash != bound.hash
                            ? Long.compareUnsigned(hash, bound.hash) < 0
                            : isBeforeByPrefix(middle, bound);
            if (isBefore) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isBeforeByPrefix(int index, Bound bound) {
        if (!bound.hasSortKey() || !keepsPrefixes()) {
            return bound.isBehind || isStartOfHash(keys[index]);
        }
        long prefix = prefixes[index] & bound.prefixMask;
        return prefix != bound.prefix
                ? Long.compareUnsigned(prefix, bound.prefix) < 0
                : isBeforeByBytes(index, bound);
    }

    private boolean isBeforeByBytes(int index, Bound bound) {
        byte[] key = keys[index];
        return isStartOfHash(key) || bound.isBehind(key);
    }

    private boolean isTrusted(int position, Bound bound) {
        if (!bound.hasPartitionKey()) {
            return true;
        }
        if (position > 0 && hashes[position - 1] == bound.hash) {
            byte[] key = keys[position - 1];
            if (!isStartOfHash(key)) {
                return bound.hasPartitionKeyOf(key);
            }
        }
        return position == count
                || hashes[position] != bound.hash
                || bound.hasPartitionKeyOf(keys[position]);
    }

    private int positionByBytes(Bound bound) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            long hash = hashes[middle];
            boolean isBefore =
                    hash != bound.hash
                            ? Long.compareUnsigned(hash, bound.hash) < 0
                            : isBeforeByBytes(middle, bound);
            if (isBefore) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
