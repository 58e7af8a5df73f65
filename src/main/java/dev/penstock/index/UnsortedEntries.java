package dev.penstock.index;

import dev.penstock.item.ItemKey;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeBuilder;
import dev.penstock.tree.TreeShape;
import java.util.Arrays;

/**
 * Entries of one partition of an index in any order, until they are sorted into a tree. Belongs to
 * one thread at a time.
 */
final class UnsortedEntries {
    /*
     * Sorted are numbers of entries, by their hashes and the first bytes of their sort keys, which
     * stand side by side in arrays of their own: hardly a comparison looks at a key, which would
     * wait for memory. Merging, because whole item collections are often in order already.
     */

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int INSERTION_MAX = 16;

    private long[] hashes = new long[FIRST_CAPACITY];
    private long[] prefixes = new long[FIRST_CAPACITY];
    private byte[][] keys = new byte[FIRST_CAPACITY][];
    private byte[][] images = new byte[FIRST_CAPACITY][];
    private int count;

    void add(ItemKey key, byte[] image) {
        if (count == keys.length) {
            grow(2 * count);
        }
        hashes[count] = key.hash();
        prefixes[count] = prefix(key);
        keys[count] = key.bytes();
        images[count] = image;
        count++;
    }

    void addAll(UnsortedEntries other) {
        if (count + other.count > keys.length) {
            grow(count + other.count);
        }
        System.arraycopy(other.hashes, 0, hashes, count, other.count);
        System.arraycopy(other.prefixes, 0, prefixes, count, other.count);
        System.arraycopy(other.keys, 0, keys, count, other.count);
        System.arraycopy(other.images, 0, images, count, other.count);
        count += other.count;
    }

    Tree toTree(TreeShape shape) {
        var order = new int[count];
        Arrays.setAll(order, i -> i);
        sort(order.clone(), order, 0, count);
        mendSharedHashes(order);
        var builder = new TreeBuilder(shape);
        for (int entry : order) {
            builder.appendImage(ItemKey.of(keys[entry], true), images[entry]);
        }
        return builder.build();
    }

    private void grow(int capacity) {
        hashes = Arrays.copyOf(hashes, capacity);
        prefixes = Arrays.copyOf(prefixes, capacity);
        keys = Arrays.copyOf(keys, capacity);
        images = Arrays.copyOf(images, capacity);
    }

    private static long prefix(ItemKey key) {
        byte[] bytes = key.bytes();
        int end = Math.min(Long.BYTES, key.sortKeyLength());
        long prefix = 0;
        for (int i = 0; i < end; i++) {
            prefix |= (bytes[key.sortKeyOffset() + i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return prefix;
    }

    /** Sorts {@code [from, to)} of the source, which has the same there, into the target. */
    private void sort(int[] source, int[] target, int from, int to) {
        if (to - from <= INSERTION_MAX) {
            insert(target, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(target, source, from, middle);
        sort(target, source, middle, to);
        if (compare(source[middle - 1], source[middle]) <= 0) {
            System.arraycopy(source, from, target, from, to - from);
            return;
        }
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takesLeft =
                    right == to || (left < middle && compare(source[left], source[right]) <= 0);
            target[i] = source[takesLeft ? left++ : right++];
        }
    }

    private void insert(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int entry = order[i];
            int at = i;
            while (at > from && compare(order[at - 1], entry) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = entry;
        }
    }

    /** By hash and sort key alone: right but for partition keys that share a hash. */
    private int compare(int a, int b) {
        if (hashes[a] != hashes[b]) {
            return Long.compareUnsigned(hashes[a], hashes[b]);
        }
        return prefixes[a] != prefixes[b]
                ? Long.compareUnsigned(prefixes[a], prefixes[b])
                : ItemKey.compareOfOneHash(keys[a], keys[b], true);
    }

    /** Sorts anew what has one hash and several partition keys: nearly never, but for malice. */
    private void mendSharedHashes(int[] order) {
        int from = 0;
        while (from < count) {
            int to = from + 1;
            boolean isMixed = false;
            while (to < count && hashes[order[to]] == hashes[order[from]]) {
                isMixed |= !isOfOneCollection(keys[order[to - 1]], keys[order[to]]);
                to++;
            }
            if (isMixed) {
                sortByKeys(order, from, to);
            }
            from = to;
        }
    }

    private static boolean isOfOneCollection(byte[] a, byte[] b) {
        return ItemKey.compareOfOneHash(a, b, false) == 0;
    }

    private void sortByKeys(int[] order, int from, int to) {
        int[] sorted =
                Arrays.stream(order, from, to)
                        .boxed()
                        .sorted((a, b) -> ItemKey.compareOfOneHash(keys[a], keys[b], true))
                        .mapToInt(Integer::intValue)
                        .toArray();
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }
}
