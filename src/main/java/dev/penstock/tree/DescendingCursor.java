package dev.penstock.tree;

/** From the range's upper bound to its lower one. */
final class DescendingCursor extends TreeCursor {
    private Leaf leaf;
    private int at;
    private int end;

    DescendingCursor(Tree tree, KeyRange range) {
        super(tree, range);
        Bound upper = range.upper();
        Node node = tree.root();
        while (node instanceof Inner inner) {
            int slot = upper == null ? inner.count : inner.position(upper);
            enter(inner, slot);
            node = inner.children[slot];
        }
        leaf = (Leaf) node;
        at = upper == null ? leaf.count : leaf.position(upper);
        end = endIn(leaf);
    }

    @Override
    public boolean next() {
        while (at <= end) {
            if (end > 0 || !stepToNextLeaf()) {
                return false;
            }
        }
        moveTo(leaf.item(--at));
        return true;
    }

    private boolean stepToNextLeaf() {
        Node node = stepLeft();
        if (node == null) {
            return false;
        }
        while (node instanceof Inner inner) {
            enter(inner, inner.count);
            node = inner.children[inner.count];
        }
        leaf = (Leaf) node;
        at = leaf.count;
        end = endIn(leaf);
        return true;
    }

    private int endIn(Leaf entered) {
        Bound lower = range.lower();
        return lower == null ? 0 : entered.position(lower);
    }
}
