package dev.penstock.expression;

import org.jspecify.annotations.Nullable;

/**
 * A condition with all names and values bound. Immutable; may be evaluated by any thread, and reads
 * the item's bytes in place.
 */
@FunctionalInterface
public interface Condition {
    /**
     * Whether the item satisfies the condition.
     *
     * @param item an encoded item, or null where there is none: then no attribute exists
     */
    boolean holds(byte @Nullable [] item);
}
