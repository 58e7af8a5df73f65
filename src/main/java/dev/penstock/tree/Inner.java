package dev.penstock.tree;

import java.util.Arrays;

/**
 * Children and the separators between them: separator i divides child i from child i + 1, so there
 * is one child more than the count of entries. Threads: see {@link Node}.
 */
final class Inner extends Node {
    Node[] children;

    /** Whether an older node has the separators' arrays too. */
    private boolean sharesSeparators;

    /** Whether an older node has the array of children too. */
    private boolean sharesChildren;

    private Inner(BatchToken owner, Inner other, int from, int to) {
        super(
                owner,
                to - from - 1,
                Arrays.copyOfRange(other.hashes, from, to - 1),
                Slots.part(other.prefixes, from, to - 1),
                Arrays.copyOfRange(other.keys, from, to - 1));
        children = Arrays.copyOfRange(other.children, from, to);
    }

    private Inner(BatchToken owner, Inner shared) {
        super(owner, shared.count, shared.hashes, shared.prefixes, shared.keys);
        children = shared.children;
        sharesSeparators = true;
        sharesChildren = true;
    }

    private Inner(BatchToken owner, Node onlyChild) {
        super(
                owner,
                0,
                new long[1],
                onlyChild.keepsPrefixes() ? new long[1] : Slots.NO_LONGS,
                new byte[1][]);
        children = new Node[] {onlyChild};
    }

    /** A node that has one child and no separator yet. */
    static Inner above(BatchToken owner, Node onlyChild) {
        return new Inner(owner, onlyChild);
    }

    /** A node that looks the same; arrays are copied when they change. */
    Inner copy(BatchToken newOwner) {
        return new Inner(newOwner, this);
    }

    int childCount() {
        return count + 1;
    }

    Separator separator(int at) {
        return new Separator(hashes[at], keepsPrefixes() ? prefixes[at] : 0, keys[at]);
    }

    void setChild(int slot, Node child) {
        if (sharesChildren) {
            children = children.clone();
            sharesChildren = false;
        }
        children[slot] = child;
    }

    void setSeparator(int at, Separator separator) {
        if (sharesSeparators) {
            hashes = hashes.clone();
            prefixes = Slots.part(prefixes, 0, prefixes.length);
            keys = keys.clone();
            sharesSeparators = false;
        }
        put(at, separator);
    }

    /** Inserts a child to the right of the one in the slot. */
    void insertBehind(int slot, Separator separator, Node child) {
        int newLength = sharesSeparators || count == hashes.length ? roomierLength() : 0;
        hashes = Slots.open(hashes, count, slot, newLength);
        prefixes = Slots.open(prefixes, count, slot, newLength);
        keys = Slots.open(keys, count, slot, newLength);
        put(slot, separator);
        boolean childrenAreFixed = sharesChildren || childCount() == children.length;
        int childrenLength = childrenAreFixed ? roomierLength() + 1 : 0;
        children = Slots.open(children, childCount(), slot + 1, childrenLength);
        children[slot + 1] = child;
        count++;
        sharesSeparators = false;
        sharesChildren = false;
    }

    /** Removes the child to the right of the one in the slot, and the separator between them. */
    void removeBehind(int slot) {
        int newLength = sharesSeparators ? hashes.length : 0;
        hashes = Slots.close(hashes, count, slot, newLength);
        prefixes = Slots.close(prefixes, count, slot, newLength);
        keys = Slots.close(keys, count, slot, newLength);
        // Cut to size: no slot behind the last child may keep an old one alive.
        children = Slots.close(children, childCount(), slot + 1, childCount() - 1);
        count--;
        keys[count] = START_OF_HASH;
        sharesSeparators = false;
        sharesChildren = false;
    }

    /** Cuts this node at a child; the separator before that child goes up, so read it before. */
    Inner splitAt(int child) {
        var right = new Inner(owner, this, child, childCount());
        hashes = Arrays.copyOf(hashes, child - 1);
        prefixes = Slots.part(prefixes, 0, child - 1);
        keys = Arrays.copyOf(keys, child - 1);
        children = Arrays.copyOf(children, child);
        count = child - 1;
        sharesSeparators = false;
        sharesChildren = false;
        return right;
    }

    /** Appends all children of the node to the right of this one. */
    void join(Separator between, Inner right) {
        children = Slots.join(children, childCount(), right.children, right.childCount());
        hashes = Slots.join(hashes, count + 1, right.hashes, right.count);
        prefixes = Slots.join(prefixes, count + 1, right.prefixes, right.count);
        keys = Slots.join(keys, count + 1, right.keys, right.count);
        put(count, between);
        count += 1 + right.count;
        sharesSeparators = false;
        sharesChildren = false;
    }

    private void put(int at, Separator separator) {
        hashes[at] = separator.hash();
        if (keepsPrefixes()) {
            prefixes[at] = separator.prefix();
        }
        keys[at] = separator.key();
    }

    private int roomierLength() {
        return count + 1 + (count >> 3);
    }
}
