package dev.penstock.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.item.ItemKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what must hold in every tree, and lists its items without a cursor's help. */
final class TreeCheck {
    private final Tree tree;
    private final List<byte[]> items = new ArrayList<>();
    private @Nullable ItemKey previous;
    private int leafDepth = -1;
    private int leaves;

    private TreeCheck(Tree tree) {
        this.tree = tree;
    }

    /** All items in order, after every check. */
    static List<byte[]> items(Tree tree) {
        return checked(tree).items;
    }

    static int leafCount(Tree tree) {
        return checked(tree).leaves;
    }

    private static TreeCheck checked(Tree tree) {
        var check = new TreeCheck(tree);
        check.node(tree.root(), null, null, 0);
        var size = TreeSize.ZERO;
        for (byte[] item : check.items) {
            size = size.plus(item, item.length);
        }
        assertThat(tree.size()).isEqualTo(size);
        return check;
    }

    private void node(Node node, @Nullable Separator lower, @Nullable Separator upper, int depth) {
        switch (node) {
            case Leaf leaf -> leaf(leaf, lower, upper, depth);
            case Inner inner -> inner(inner, lower, upper, depth);
        }
    }

    private void inner(
            Inner inner, @Nullable Separator lower, @Nullable Separator upper, int depth) {
        assertThat(inner.childCount()).isBetween(2, tree.shape().fanOut());
        arrays(inner);
        for (int i = 0; i <= inner.count; i++) {
            node(
                    inner.children[i],
                    i == 0 ? lower : inner.separator(i - 1),
                    i == inner.count ? upper : inner.separator(i),
                    depth + 1);
        }
    }

    private void leaf(Leaf leaf, @Nullable Separator lower, @Nullable Separator upper, int depth) {
        assertThat(leafDepth).isIn(-1, depth);
        leafDepth = depth;
        leaves++;
        assertThat(leaf.count).isBetween(depth == 0 ? 0 : 1, tree.shape().leafMax());
        arrays(leaf);
        for (int i = 0; i < leaf.count; i++) {
            byte[] item = leaf.keys[i];
            var key = ItemKey.of(item, tree.shape().hasSortKey());
            var bound = Bound.behind(key);
            assertThat(previous == null || previous.compareTo(key) < 0).isTrue();
            assertThat(leaf.hashes[i]).isEqualTo(key.hash());
            if (leaf.keepsPrefixes()) {
                assertThat(leaf.prefixes[i]).isEqualTo(bound.prefix);
                assertThat(leaf.fingerprints[i]).isEqualTo(bound.fingerprint);
            }
            assertThat(lower == null || compare(key, lower) >= 0).isTrue();
            assertThat(upper == null || compare(key, upper) < 0).isTrue();
            items.add(item);
            previous = key;
        }
        for (int i = leaf.count; i < leaf.keys.length; i++) {
            // A slot without item must not keep one alive.
            assertThat(leaf.keys[i] == null || leaf.keys[i].length == 0).isTrue();
        }
    }

    private void arrays(Node node) {
        assertThat(node.keepsPrefixes()).isEqualTo(tree.shape().hasSortKey());
        assertThat(node.hashes.length).isGreaterThanOrEqualTo(node.count);
    }

    private int compare(ItemKey key, Separator separator) {
        if (Node.isStartOfHash(separator.key())) {
            int order = Long.compareUnsigned(key.hash(), separator.hash());
            return order != 0 ? order : 1;
        }
        var separatorKey = ItemKey.of(separator.key(), tree.shape().hasSortKey());
        assertThat(separator.hash()).isEqualTo(separatorKey.hash());
        assertThat(separator.prefix()).isEqualTo(prefix(separatorKey));
        return key.compareTo(separatorKey);
    }

    private long prefix(ItemKey key) {
        return tree.shape().hasSortKey() ? Bound.behind(key).prefix : 0;
    }
}
