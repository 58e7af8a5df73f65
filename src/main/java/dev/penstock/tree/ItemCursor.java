package dev.penstock.tree;

import org.jspecify.annotations.Nullable;

/**
 * Items in key order out of one held root. For one thread; costs nothing to abandon. It pins the
 * version it reads for as long as it is held.
 */
public interface ItemCursor {
    /** The next item, or null behind the last one. */
    byte @Nullable [] next();
}
