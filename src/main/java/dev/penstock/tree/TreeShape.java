package dev.penstock.tree;

/**
 * What is the same for every version of a tree.
 *
 * @param hasSortKey whether attribute 1 of every item is a sort key
 * @param leafMax most items of a leaf, 4 to 1,024; 16 to 128 differ little in speed
 * @param fanOut most children of an inner node, 4 to 1,024
 */
public record TreeShape(boolean hasSortKey, int leafMax, int fanOut) {
    private static final int NODE_MIN = 4;
    private static final int NODE_MAX = 1_024;
    private static final int LEAF_MAX_DEFAULT = 64;
    private static final int FAN_OUT_DEFAULT = 64;

    public TreeShape {
        requireSize("leafMax", leafMax);
        requireSize("fanOut", fanOut);
    }

    /** The shape that production uses. */
    public static TreeShape of(boolean hasSortKey) {
        return new TreeShape(hasSortKey, LEAF_MAX_DEFAULT, FAN_OUT_DEFAULT);
    }

    /** A leaf that falls below this after a removal is joined with a neighbour. */
    int leafMin() {
        return Math.max(1, leafMax / 4);
    }

    /** An inner node with fewer children than this after a removal is joined with a neighbour. */
    int childrenMin() {
        return Math.max(2, fanOut / 4);
    }

    private static void requireSize(String what, int size) {
        if (size < NODE_MIN || size > NODE_MAX) {
            throw new IllegalArgumentException(
                    what + " must be from " + NODE_MIN + " to " + NODE_MAX + ": " + size);
        }
    }
}
