package dev.penstock.tree;

import org.jspecify.annotations.Nullable;

/**
 * Reads items one by one from a tree that stays as it was, whatever is written meanwhile. Belongs
 * to one thread at a time; allocates nothing after it was made.
 */
public abstract sealed class TreeCursor permits AscendingCursor, DescendingCursor {
    private static final byte[] NONE = {};

    final KeyRange range;
    private final Inner[] path;
    private final int[] slots;
    private int depth;
    private byte[] item = NONE;

    TreeCursor(Tree tree, KeyRange range) {
        this.range = range;
        int levels = tree.innerLevels();
        path = new Inner[levels];
        slots = new int[levels];
    }

    /** Goes to the next item and returns whether there is one. */
    public abstract boolean next();

    /** The item that {@link #next} went to. Never write to it. */
    public final byte[] item() {
        if (item.length == 0) {
            throw new IllegalStateException("next() has not found an item yet");
        }
        return item;
    }

    final void moveTo(byte[] next) {
        item = next;
    }

    final void enter(Inner inner, int slot) {
        path[depth] = inner;
        slots[depth] = slot;
        depth++;
    }

    /** Steps to the child on the right of the path that is nearest to its end, or returns null. */
    final @Nullable Node stepRight() {
        while (depth > 0) {
            depth--;
            int slot = slots[depth] + 1;
            if (slot < path[depth].childCount()) {
                slots[depth] = slot;
                return path[depth++].children[slot];
            }
        }
        return null;
    }

    /** Steps to the child on the left of the path that is nearest to its end, or returns null. */
    final @Nullable Node stepLeft() {
        while (depth > 0) {
            depth--;
            int slot = slots[depth] - 1;
            if (slot >= 0) {
                slots[depth] = slot;
                return path[depth++].children[slot];
            }
        }
        return null;
    }
}
