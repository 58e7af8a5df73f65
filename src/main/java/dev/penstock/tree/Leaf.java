package dev.penstock.tree;

import java.util.Arrays;

/**
 * Items, and beside them what a search needs of their keys. In a tree of images the keys stand
 * alone and the items beside them. Threads: see {@link Node}.
 */
final class Leaf extends Node {
    /** Of the sort keys; {@link Slots#NO_INTS} in a tree without. */
    int[] fingerprints;

    /** The items that the keys stand for; {@link Slots#NO_IMAGES} where the keys are the items. */
    byte[][] images;

    /** Whether an older leaf has the hashes, prefixes and fingerprints too. */
    private boolean sharesKeys;

    /** Whether an older leaf has the array of items too. */
    private boolean sharesItems;

    /** Whether an older leaf has the array of images too. */
    private boolean sharesImages;

    private Leaf(BatchToken owner, Leaf other, int from, int to) {
        super(
                owner,
                to - from,
                Arrays.copyOfRange(other.hashes, from, to),
                Slots.part(other.prefixes, from, to),
                Arrays.copyOfRange(other.keys, from, to));
        fingerprints = Slots.part(other.fingerprints, from, to);
        images = Slots.part(other.images, from, to);
    }

    private Leaf(BatchToken owner, Leaf shared) {
        super(owner, shared.count, shared.hashes, shared.prefixes, shared.keys);
        fingerprints = shared.fingerprints;
        images = shared.images;
        sharesKeys = true;
        sharesItems = true;
        sharesImages = true;
    }

    private Leaf(BatchToken owner, TreeShape shape, int capacity) {
        super(
                owner,
                0,
                new long[capacity],
                shape.hasSortKey() ? new long[capacity] : Slots.NO_LONGS,
                new byte[capacity][]);
        fingerprints = shape.hasSortKey() ? new int[capacity] : Slots.NO_INTS;
        images = shape.hasImages() ? new byte[capacity][] : Slots.NO_IMAGES;
    }

    /** A leaf with room for so many items before its arrays must grow. */
    static Leaf empty(BatchToken owner, TreeShape shape, int capacity) {
        return new Leaf(owner, shape, capacity);
    }

    /** A leaf that looks the same; arrays are copied when they change. */
    Leaf copy(BatchToken newOwner) {
        return new Leaf(newOwner, this);
    }

    /** The index of the item with exactly the bound's keys, or -1. */
    int find(Bound key) {
        int at = nextCandidate(firstOf(key), key);
        while (isCandidate(at, key)) {
            if (key.hasKeysOf(keys[at])) {
                return at;
            }
            at = nextCandidate(at + 1, key);
        }
        return isBesideHash(at, key.hash) ? findByPosition(key) : -1;
    }

    /** The index of the item with exactly the bound's keys, or else {@code -1 - position}. */
    int search(Bound key) {
        int first = firstOf(key);
        int at = nextCandidate(first, key);
        while (isCandidate(at, key)) {
            if (key.hasKeysOf(keys[at])) {
                return at;
            }
            at = nextCandidate(at + 1, key);
        }
        int position = isCandidate(first, key) ? position(key) : orByBytes(first, key);
        return isLastBefore(position, key) ? position - 1 : -1 - position;
    }

    /** The item itself, not only its key. */
    byte[] item(int at) {
        return keepsImages() ? images[at] : keys[at];
    }

    /**
     * Replaces an item by one of the same key.
     *
     * @param item its key in a tree of images, where the key that is there stays: it is the same
     * @param image not looked at in any other tree
     */
    void set(int at, byte[] item, byte[] image) {
        if (keepsImages()) {
            setImage(at, image);
            return;
        }
        if (sharesItems) {
            keys = keys.clone();
            sharesItems = false;
        }
        keys[at] = item;
    }

    private void setImage(int at, byte[] image) {
        if (sharesImages) {
            images = images.clone();
            sharesImages = false;
        }
        images[at] = image;
    }

    /** Inserts an item whose keys are the bound's: see {@link #set}. */
    void insert(int at, Bound key, byte[] item, byte[] image) {
        int newLength = sharesKeys || count == hashes.length ? roomierLength() : 0;
        hashes = Slots.open(hashes, count, at, newLength);
        hashes[at] = key.hash;
        if (keepsPrefixes()) {
            prefixes = Slots.open(prefixes, count, at, newLength);
            prefixes[at] = key.prefix;
            fingerprints = Slots.open(fingerprints, count, at, newLength);
            fingerprints[at] = key.fingerprint;
        }
        int newItemsLength = sharesItems || count == keys.length ? roomierLength() : 0;
        keys = Slots.open(keys, count, at, newItemsLength);
        keys[at] = item;
        if (keepsImages()) {
            int newImagesLength = sharesImages || count == images.length ? roomierLength() : 0;
            images = Slots.open(images, count, at, newImagesLength);
            images[at] = image;
        }
        count++;
        sharesKeys = false;
        sharesItems = false;
        sharesImages = false;
    }

    void remove(int at) {
        int newLength = sharesKeys ? hashes.length : 0;
        hashes = Slots.close(hashes, count, at, newLength);
        prefixes = Slots.close(prefixes, count, at, newLength);
        fingerprints = Slots.close(fingerprints, count, at, newLength);
        keys = Slots.close(keys, count, at, sharesItems ? keys.length : 0);
        images = Slots.close(images, count, at, sharesImages ? images.length : 0);
        count--;
        // The slot behind the last item must not keep a removed one alive.
        keys[count] = START_OF_HASH;
        if (keepsImages()) {
            images[count] = START_OF_HASH;
        }
        sharesKeys = false;
        sharesItems = false;
        sharesImages = false;
    }

    /** Cuts this leaf at an index and returns the items from there on. */
    Leaf splitAt(int at) {
        var right = new Leaf(owner, this, at, count);
        count = at;
        trim();
        return right;
    }

    /** Appends all items of the leaf to the right of this one. */
    void join(Leaf right) {
        hashes = Slots.join(hashes, count, right.hashes, right.count);
        prefixes = Slots.join(prefixes, count, right.prefixes, right.count);
        fingerprints = Slots.join(fingerprints, count, right.fingerprints, right.count);
        keys = Slots.join(keys, count, right.keys, right.count);
        images = Slots.join(images, count, right.images, right.count);
        count += right.count;
        sharesKeys = false;
        sharesItems = false;
        sharesImages = false;
    }

    /** Cuts the arrays to what is in them. */
    void trim() {
        hashes = Arrays.copyOf(hashes, count);
        prefixes = Slots.part(prefixes, 0, count);
        fingerprints = Slots.part(fingerprints, 0, count);
        keys = Arrays.copyOf(keys, count);
        images = Slots.part(images, 0, count);
        sharesKeys = false;
        sharesItems = false;
        sharesImages = false;
    }

    private boolean keepsImages() {
        return !Slots.areNone(images);
    }

    private int roomierLength() {
        return count + 1 + (count >> 3);
    }

    /** The first index whose hash and prefix are at least the key's. */
    private int firstOf(Bound key) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            long hash = hashes[middle];
            boolean isLess =
                    hash != key.hash
                            ? Long.compareUnsigned(hash, key.hash) < 0
                            : keepsPrefixes()
                                    && Long.compareUnsigned(prefixes[middle], key.prefix) < 0;
            if (isLess) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** From an index on, the first that has the fingerprint, or the end of the candidates. */
    private int nextCandidate(int from, Bound key) {
        int at = from;
        // The last candidate is not asked for its fingerprint: its item is looked at in any case.
        while (keepsPrefixes()
                && isCandidate(at + 1, key)
                && fingerprints[at] != key.fingerprint
                && isCandidate(at, key)) {
            at++;
        }
        return at;
    }

    /** Whether hash and prefix are the key's. */
    private boolean isCandidate(int at, Bound key) {
        return at < count
                && hashes[at] == key.hash
                && (!keepsPrefixes() || prefixes[at] == key.prefix);
    }

    private boolean isBesideHash(int at, long hash) {
        return (at > 0 && hashes[at - 1] == hash) || (at < count && hashes[at] == hash);
    }

    private int findByPosition(Bound key) {
        int position = position(key);
        return isLastBefore(position, key) ? position - 1 : -1;
    }

    /** Whether the item with the bound's keys is the last one before a position. */
    private boolean isLastBefore(int position, Bound key) {
        return position > 0
                && hashes[position - 1] == key.hash
                && key.hasKeysOf(keys[position - 1]);
    }
}
