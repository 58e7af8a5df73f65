package dev.penstock.tree;

import dev.penstock.item.ItemKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next version of a tree: changes in place the nodes that it made since it last
 * published, and copies any other node once. Reads see its own changes. Belongs to one thread.
 */
public final class TreeEditor {
    /*
     * A node carries the token of the batch it was made in. Publishing takes a new token, and with
     * that every node made so far is immutable. A copied node shares its arrays with the original
     * until they must change: an overwrite copies one array of items, not the keys beside it.
     *
     * Splitting: a node that grew at its end keeps 7/8, so that ascending keys leave full nodes
     * behind; the same mirrored; otherwise in the middle. Removal: a node that falls below a quarter
     * is joined with a neighbour, and the two are cut in halves again if they do not fit in one. So
     * random removals keep nodes at least a quarter full, at amortised cost of a fraction of a copy.
     */

    private static final int LEVELS_MAX = 64;

    private final TreeShape shape;
    private final Inner[] path = new Inner[LEVELS_MAX];
    private final int[] slots = new int[LEVELS_MAX];

    private Tree published;
    private BatchToken batch = new BatchToken();
    private Node root;
    private int depth;
    private TreeSize size;

    public TreeEditor(Tree tree) {
        shape = tree.shape();
        published = tree;
        root = tree.root();
        size = tree.size();
    }

    /** The item with this key, or null. */
    public byte @Nullable [] get(ItemKey key) {
        return Tree.find(root, Bound.behind(key));
    }

    public long itemCount() {
        return size.itemCount();
    }

    /** Puts an item and returns the one that it replaced, or null. */
    public byte @Nullable [] put(byte[] item) {
        return put(ItemKey.of(item, shape.hasSortKey()), item);
    }

    /**
     * Puts an item and returns the one that it replaced, or null.
     *
     * @param key of the item; may share other bytes than the item's
     */
    public byte @Nullable [] put(ItemKey key, byte[] item) {
        return put(key, item, item);
    }

    /**
     * Puts an item beside its key, in a tree of images, and returns the one that it replaced, or
     * null.
     */
    public byte @Nullable [] putImage(ItemKey key, byte[] image) {
        return put(key, key.bytes(), image);
    }

    private byte @Nullable [] put(ItemKey key, byte[] entry, byte[] item) {
        var bound = Bound.behind(key);
        Leaf found = descend(bound);
        int at = found.search(bound);
        size = size.plus(item, shape.heldBytes(entry, item));
        if (at >= 0) {
            byte[] before = found.item(at);
            size = size.minus(before, shape.heldBytes(found.keys[at], before));
            ownedLeaf(found).set(at, entry, item);
            return before;
        }
        int position = -1 - at;
        Leaf leaf = ownedLeaf(found);
        leaf.insert(position, bound, entry, item);
        if (leaf.count > shape.leafMax()) {
            splitLeaf(leaf, position);
        }
        return null;
    }

    /** Removes the item with this key and returns it, or null if there was none. */
    public byte @Nullable [] remove(ItemKey key) {
        var bound = Bound.behind(key);
        Leaf found = descend(bound);
        int at = found.find(bound);
        if (at < 0) {
            return null;
        }
        byte[] before = found.item(at);
        size = size.minus(before, shape.heldBytes(found.keys[at], before));
        Leaf leaf = ownedLeaf(found);
        leaf.remove(at);
        if (leaf.count < shape.leafMin()) {
            mendPath();
        }
        return before;
    }

    /** The tree as it is now; what was changed before belongs to it, no longer to this editor. */
    public Tree publish() {
        if (root != published.root()) {
            published = new Tree(shape, root, size);
            batch = new BatchToken();
            // The path of the last change must not keep nodes of an older version alive.
            Arrays.fill(path, null);
        }
        return published;
    }

    /** Goes to the key's leaf and notes the path. */
    private Leaf descend(Bound key) {
        depth = 0;
        Node node = root;
        while (node instanceof Inner inner) {
            int slot = inner.position(key);
            path[depth] = inner;
            slots[depth] = slot;
            depth++;
            node = inner.children[slot];
        }
        return (Leaf) node;
    }

    /** The leaf at the end of the path as one that may be changed, with all nodes above it. */
    private Leaf ownedLeaf(Leaf leaf) {
        if (leaf.owner == batch) {
            // Whoever owns a node owns all above it.
            return leaf;
        }
        for (int level = 0; level < depth; level++) {
            if (path[level].owner != batch) {
                path[level] = path[level].copy(batch);
                link(level, path[level]);
            }
        }
        Leaf copy = leaf.copy(batch);
        link(depth, copy);
        return copy;
    }

    /** Hangs a node below the path's node above that level. */
    private void link(int level, Node node) {
        if (level == 0) {
            root = node;
        } else {
            path[level - 1].setChild(slots[level - 1], node);
        }
    }

    private void splitLeaf(Leaf leaf, int insertedAt) {
        Leaf right = leaf.splitAt(splitPoint(leaf.count, insertedAt, 1));
        insertAbove(depth, leaf, right, Separator.between(leaf, right));
    }

    private void insertAbove(int level, Node left, Node right, Separator separator) {
        if (level == 0) {
            Inner top = Inner.above(batch, left);
            top.insertBehind(0, separator, right);
            root = top;
            return;
        }
        Inner parent = path[level - 1];
        int slot = slots[level - 1];
        parent.insertBehind(slot, separator, right);
        if (parent.childCount() > shape.fanOut()) {
            int child = splitPoint(parent.childCount(), slot + 1, 2);
            Separator middle = parent.separator(child - 1);
            insertAbove(level - 1, parent, parent.splitAt(child), middle);
        }
    }

    /** How many entries stay on the left. */
    private static int splitPoint(int count, int insertedAt, int min) {
        int few = Math.max(min, count / 8);
        if (insertedAt == count - 1) {
            return count - few;
        }
        return insertedAt == 0 ? few : count / 2;
    }

    /** Joins nodes on the path that have become too small, from the leaf up. */
    private void mendPath() {
        int level = depth - 1;
        while (level >= 0) {
            mendChild(path[level], slots[level]);
            if (level > 0 && path[level].childCount() >= shape.childrenMin()) {
                return;
            }
            level--;
        }
        if (root instanceof Inner top && top.childCount() == 1) {
            root = top.children[0];
        }
    }

    /** Joins a child with its neighbour; both are cut in halves again if they are too many. */
    private void mendChild(Inner parent, int slot) {
        int leftSlot = slot > 0 ? slot - 1 : 0;
        switch (parent.children[leftSlot]) {
            case Leaf left -> mendLeaves(parent, leftSlot, left);
            case Inner left -> mendInners(parent, leftSlot, left);
        }
    }

    private void mendLeaves(Inner parent, int slot, Leaf left) {
        var right = (Leaf) parent.children[slot + 1];
        Leaf joined = left.owner == batch ? left : left.copy(batch);
        joined.join(right);
        parent.setChild(slot, joined);
        if (joined.count <= shape.leafMax()) {
            parent.removeBehind(slot);
            return;
        }
        Leaf half = joined.splitAt(joined.count / 2);
        parent.setChild(slot + 1, half);
        parent.setSeparator(slot, Separator.between(joined, half));
    }

    private void mendInners(Inner parent, int slot, Inner left) {
        var right = (Inner) parent.children[slot + 1];
        Inner joined = left.owner == batch ? left : left.copy(batch);
        joined.join(parent.separator(slot), right);
        parent.setChild(slot, joined);
        if (joined.childCount() <= shape.fanOut()) {
            parent.removeBehind(slot);
            return;
        }
        int child = joined.childCount() / 2;
        Separator middle = joined.separator(child - 1);
        parent.setChild(slot + 1, joined.splitAt(child));
        parent.setSeparator(slot, middle);
    }
}
