package dev.penstock.snapshot;

import dev.penstock.tree.Tree;
import java.lang.ref.WeakReference;

/**
 * The tree that a file was made of, or that was made of it. Weak: a tree that was edited since
 * should not be kept alive only to find that it was.
 */
record TreeOrigin(WeakReference<Tree> tree, TreeFile file) {
    static TreeOrigin of(Tree tree, TreeFile file) {
        return new TreeOrigin(new WeakReference<>(tree), file);
    }

    boolean isOf(Tree other) {
        return tree.refersTo(other);
    }
}
