package dev.penstock.tree;

import dev.penstock.item.ItemKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a tree from items in key order, leaf by leaf, and then the levels above: recovery, import
 * and backfill. Belongs to one thread; for one tree.
 */
public final class TreeBuilder {
    /** Owns what is built; no editor has this token. */
    private static final BatchToken NOBODY = new BatchToken();

    private static final int PERCENT = 100;

    private final TreeShape shape;
    private final int leafFill;
    private final int childFill;
    private final List<Node> leaves = new ArrayList<>();
    private final List<Separator> separators = new ArrayList<>();

    private Leaf leaf;
    private @Nullable Leaf previousLeaf;
    private @Nullable ItemKey previousKey;
    private TreeSize size = TreeSize.ZERO;

    /** Fills nodes to the brim: right for what is seldom inserted into. */
    public TreeBuilder(TreeShape shape) {
        this(shape, PERCENT);
    }

    /**
     * @param fillPercent how full nodes become, 50 to 100
     */
    public TreeBuilder(TreeShape shape, int fillPercent) {
        if (fillPercent < PERCENT / 2 || fillPercent > PERCENT) {
            throw new IllegalArgumentException("fillPercent must be from 50 to 100");
        }
        this.shape = shape;
        leafFill = Math.max(1, shape.leafMax() * fillPercent / PERCENT);
        childFill = Math.max(3, shape.fanOut() * fillPercent / PERCENT);
        leaf = Leaf.empty(NOBODY, shape, leafFill);
    }

    /**
     * Appends an item.
     *
     * @throws IllegalArgumentException if its key is not above the one before
     */
    public void append(byte[] item) {
        append(ItemKey.of(item, shape.hasSortKey()), item, item);
    }

    /**
     * Appends an item beside its key, in a tree of images.
     *
     * @throws IllegalArgumentException if the key is not above the one before
     */
    public void appendImage(ItemKey key, byte[] image) {
        append(key, key.bytes(), image);
    }

    private void append(ItemKey key, byte[] entry, byte[] item) {
        if (previousKey != null && previousKey.compareTo(key) >= 0) {
            throw new IllegalArgumentException("items are not in ascending key order");
        }
        previousKey = key;
        if (leaf.count == leafFill) {
            closeLeaf();
            leaf = Leaf.empty(NOBODY, shape, leafFill);
        }
        leaf.insert(leaf.count, Bound.behind(key), entry, item);
        size = size.plus(item, shape.heldBytes(entry, item));
    }

    /** The tree of what was appended. */
    public Tree build() {
        closeLeaf();
        List<Node> nodes = leaves;
        List<Separator> between = separators;
        while (nodes.size() > 1) {
            var above = new ArrayList<Node>();
            var betweenAbove = new ArrayList<Separator>();
            int groups = (nodes.size() + childFill - 1) / childFill;
            for (int group = 0; group < groups; group++) {
                int from = firstOfGroup(group, groups, nodes.size());
                int to = firstOfGroup(group + 1, groups, nodes.size());
                if (group > 0) {
                    betweenAbove.add(between.get(from - 1));
                }
                above.add(inner(nodes.subList(from, to), between.subList(from, to - 1)));
            }
            nodes = above;
            between = betweenAbove;
        }
        return new Tree(shape, nodes.getFirst(), size);
    }

    private void closeLeaf() {
        if (leaf.count < leafFill) {
            leaf.trim();
        }
        if (previousLeaf != null) {
            separators.add(Separator.between(previousLeaf, leaf));
        }
        leaves.add(leaf);
        previousLeaf = leaf;
    }

    /** Spreads children evenly, so that the last node is not left with one. */
    private static int firstOfGroup(int group, int groups, int count) {
        return (int) ((long) group * count / groups);
    }

    private static Inner inner(List<Node> children, List<Separator> between) {
        Inner inner = Inner.above(NOBODY, children.getFirst());
        for (int i = 0; i < between.size(); i++) {
            inner.insertBehind(i, between.get(i), children.get(i + 1));
        }
        return inner;
    }
}
