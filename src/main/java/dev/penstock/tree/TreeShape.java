package dev.penstock.tree;

/**
 * What is the same for every version of a tree.
 *
 * @param hasSortKey whether attribute 1 of every item is a sort key
 * @param images what stands beside the keys
 * @param leafMax most items of a leaf, 4 to 1,024; 16 to 128 differ little in speed
 * @param fanOut most children of an inner node, 4 to 1,024
 */
public record TreeShape(boolean hasSortKey, Images images, int leafMax, int fanOut) {
    /** No node's bound is smaller. */
    public static final int NODE_MIN = 4;

    private static final int NODE_MAX = 1_024;
    private static final int LEAF_MAX_DEFAULT = 64;
    private static final int FAN_OUT_DEFAULT = 64;

    public TreeShape {
        requireSize("leafMax", leafMax);
        requireSize("fanOut", fanOut);
    }

    /** A tree whose items hold their keys themselves. */
    public TreeShape(boolean hasSortKey, int leafMax, int fanOut) {
        this(hasSortKey, Images.NONE, leafMax, fanOut);
    }

    /**
     * Whether an item stands beside its key, as in an index, whose keys its items do not begin
     * with.
     */
    public enum Images {
        /** The items begin with their keys. */
        NONE,
        /** Items that only this tree has. */
        OWN,
        /** Items that another tree has too: they take no memory here. */
        SHARED
    }

    /** What of an item only its tree holds. */
    int heldBytes(byte[] key, byte[] item) {
        return switch (images) {
            case NONE -> item.length;
            case OWN -> key.length + item.length;
            case SHARED -> key.length;
        };
    }

    boolean hasImages() {
        return images != Images.NONE;
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
