package dev.penstock.index;

import dev.penstock.tree.PartitionedTree;
import org.jspecify.annotations.Nullable;

/**
 * An index of the engine's own, which no client has a name for: its definition comes from a table's
 * settings, and it is made beside everything else whenever the database opens. Any thread.
 */
public interface HiddenIndex {
    /** No index of a client has it: those count from 1. */
    int ID = 0;

    int tableId();

    /** Where its entries stand, and what they hold. */
    IndexEntries entries();

    /** All entries as they are now, a little behind the table; null: it is not made yet. */
    @Nullable PartitionedTree visible();
}
