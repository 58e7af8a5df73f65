package dev.penstock.tree;

/** From the range's lower bound to its upper one. */
final class AscendingCursor extends TreeCursor {
    private Leaf leaf;
    private int at;
    private int end;

    AscendingCursor(Tree tree, KeyRange range) {
        super(tree, range);
        Bound lower = range.lower();
        Node node = tree.root();
        while (node instanceof Inner inner) {
            int slot = lower == null ? 0 : inner.position(lower);
            enter(inner, slot);
            node = inner.children[slot];
        }
        leaf = (Leaf) node;
        at = lower == null ? 0 : leaf.position(lower);
        end = endIn(leaf);
    }

    @Override
    public boolean next() {
        while (at >= end) {
            if (end < leaf.count || !stepToNextLeaf()) {
                return false;
            }
        }
        moveTo(leaf.item(at++));
        return true;
    }

    private boolean stepToNextLeaf() {
        Node node = stepRight();
        if (node == null) {
            return false;
        }
        while (node instanceof Inner inner) {
            enter(inner, 0);
            node = inner.children[0];
        }
        leaf = (Leaf) node;
        at = 0;
        end = endIn(leaf);
        return true;
    }

    private int endIn(Leaf entered) {
        Bound upper = range.upper();
        return upper == null ? entered.count : entered.position(upper);
    }
}
