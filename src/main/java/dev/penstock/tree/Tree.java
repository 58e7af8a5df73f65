package dev.penstock.tree;

import dev.penstock.item.ItemKey;
import org.jspecify.annotations.Nullable;

/**
 * One version of a persistent B+tree of items, ordered by (hash of the partition key, partition
 * key, sort key). Immutable: holding one is a consistent snapshot, and costs the garbage made
 * since.
 *
 * <p>Threads: any number of readers without locks, if they got the tree by a safe publication. A
 * {@link TreeEditor} makes the next version; an editor that changed nothing publishes the same
 * object again, so identity tells whether anything changed.
 */
public final class Tree {
    /**
     * What an item costs in memory beside its bytes: array header, alignment, its share of nodes.
     */
    private static final int ITEM_OVERHEAD_BYTES = 52;

    private final TreeShape shape;
    private final Node root;
    private final TreeSize size;

    Tree(TreeShape shape, Node root, TreeSize size) {
        this.shape = shape;
        this.root = root;
        this.size = size;
    }

    public static Tree empty(TreeShape shape) {
        return new TreeBuilder(shape).build();
    }

    /** The item with this key, or null. Never write to it. */
    public byte @Nullable [] get(ItemKey key) {
        return find(root, Bound.behind(key));
    }

    public long itemCount() {
        return size.itemCount();
    }

    /** DynamoDB's size of all items. */
    public long sizeBytes() {
        return size.sizeBytes();
    }

    /** About how much memory the items and their nodes take. */
    public long liveBytes() {
        return size.itemBytes() + ITEM_OVERHEAD_BYTES * size.itemCount();
    }

    public TreeShape shape() {
        return shape;
    }

    /**
     * Reads the items of a range in key order, or against it. The cursor belongs to one thread, but
     * may be handed on.
     */
    public TreeCursor cursor(KeyRange range, boolean ascending) {
        return ascending ? new AscendingCursor(this, range) : new DescendingCursor(this, range);
    }

    Node root() {
        return root;
    }

    TreeSize size() {
        return size;
    }

    /** Nodes above the leaves on any path. */
    int innerLevels() {
        int levels = 0;
        Node node = root;
        while (node instanceof Inner inner) {
            node = inner.children[0];
            levels++;
        }
        return levels;
    }

    static byte @Nullable [] find(Node root, Bound key) {
        Node node = root;
        while (node instanceof Inner inner) {
            node = inner.children[inner.position(key)];
        }
        var leaf = (Leaf) node;
        int at = leaf.find(key);
        return at < 0 ? null : leaf.item(at);
    }
}
