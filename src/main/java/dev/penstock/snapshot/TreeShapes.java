package dev.penstock.snapshot;

import dev.penstock.tree.TreeShape;

/** Gives the node sizes of trees that are read back: a snapshot has none. */
@FunctionalInterface
public interface TreeShapes {
    TreeShape of(boolean hasSortKey);
}
