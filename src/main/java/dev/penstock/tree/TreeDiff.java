package dev.penstock.tree;

import dev.penstock.item.ItemKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two versions of one tree, found without a look at what they share. The cost
 * is that of the nodes that differ, however large the tree is.
 */
public final class TreeDiff {
    /*
     * A node that both versions have stands at the same height in both, below parents that they
     * share too or that both differ. So level by level, from the top: what is in both lists is
     * dropped, what is left is replaced by its children. Of the leaves that are left, no key stands
     * in a shared one; their items in key order, side by side, are the difference.
     */

    private TreeDiff() {}

    /** Told of each key whose item is another object than it was, in key order. */
    @FunctionalInterface
    public interface Listener {
        /**
         * An item was put, replaced or removed.
         *
         * @param before null if there was none
         * @param after null if there is none
         */
        void onChange(byte @Nullable [] before, byte @Nullable [] after);
    }

    /**
     * Compares.
     *
     * @param before a version
     * @param after of the same tree, or of any other of the same shape
     */
    public static void between(Tree before, Tree after, Listener listener) {
        List<Node> old = List.of(before.root());
        List<Node> now = List.of(after.root());
        int oldLevels = before.innerLevels();
        int nowLevels = after.innerLevels();
        for (int level = Math.max(oldLevels, nowLevels); level >= 0; level--) {
            if (oldLevels >= level && nowLevels >= level) {
                Set<Node> shared = shared(old, now);
                old = without(shared, old);
                now = without(shared, now);
            }
            if (level > 0 && oldLevels == level) {
                old = children(old);
                oldLevels--;
            }
            if (level > 0 && nowLevels == level) {
                now = children(now);
                nowLevels--;
            }
        }
        merge(new Entries(old), new Entries(now), after.shape().hasSortKey(), listener);
    }

    private static Set<Node> shared(List<Node> old, List<Node> now) {
        Set<Node> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        nodes.addAll(old);
        Set<Node> shared = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node node : now) {
            if (nodes.contains(node)) {
                shared.add(node);
            }
        }
        return shared;
    }

    private static List<Node> without(Set<Node> shared, List<Node> nodes) {
        if (shared.isEmpty()) {
            return nodes;
        }
        var left = new ArrayList<Node>();
        for (Node node : nodes) {
            if (!shared.contains(node)) {
                left.add(node);
            }
        }
        return left;
    }

    private static List<Node> children(List<Node> nodes) {
        var children = new ArrayList<Node>();
        for (Node node : nodes) {
            var inner = (Inner) node;
            children.addAll(Arrays.asList(inner.children).subList(0, inner.childCount()));
        }
        return children;
    }

    private static void merge(Entries old, Entries now, boolean hasSortKey, Listener listener) {
        boolean hasOld = old.next();
        boolean hasNow = now.next();
        while (hasOld || hasNow) {
            int order = !hasOld ? 1 : !hasNow ? -1 : old.compareTo(now, hasSortKey);
            byte[] before = order <= 0 ? old.item() : null;
            byte[] after = order >= 0 ? now.item() : null;
            if (isAnother(before, after)) {
                listener.onChange(before, after);
            }
            hasOld = order <= 0 ? old.next() : hasOld;
            hasNow = order >= 0 ? now.next() : hasNow;
        }
    }

    @SuppressWarnings("ReferenceEquality") // The same array is the same item, unread.
    private static boolean isAnother(byte @Nullable [] before, byte @Nullable [] after) {
        return before != after;
    }

    /** The entries of leaves, one by one. */
    private static final class Entries {
        private final List<Node> leaves;
        private int leafIndex = -1;
        private @Nullable Leaf leaf;
        private int at;

        Entries(List<Node> leaves) {
            this.leaves = leaves;
        }

        boolean next() {
            at++;
            while (leaf == null || at >= leaf.count) {
                leafIndex++;
                if (leafIndex == leaves.size()) {
                    return false;
                }
                leaf = (Leaf) leaves.get(leafIndex);
                at = 0;
            }
            return true;
        }

        byte[] item() {
            return leaf().item(at);
        }

        int compareTo(Entries other, boolean hasSortKey) {
            int order = Long.compareUnsigned(leaf().hashes[at], other.leaf().hashes[other.at]);
            return order != 0
                    ? order
                    : ItemKey.compareOfOneHash(
                            leaf().keys[at], other.leaf().keys[other.at], hasSortKey);
        }

        private Leaf leaf() {
            if (leaf == null) {
                throw new IllegalStateException("next() has not found an entry yet");
            }
            return leaf;
        }
    }
}
