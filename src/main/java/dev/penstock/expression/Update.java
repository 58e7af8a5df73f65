package dev.penstock.expression;

import org.jspecify.annotations.Nullable;

/** An update expression, ready to be applied. Immutable. */
public interface Update {
    /**
     * The item after the update.
     *
     * @param oldItem the item that is there; null if none
     * @param keyItem an item that has only the key attributes
     * @throws dev.penstock.error.RequestException if the item does not fit the update
     */
    UpdateResult apply(byte @Nullable [] oldItem, byte[] keyItem);
}
