package dev.penstock.expression;

import org.jspecify.annotations.Nullable;

/** What an update made of an item. Immutable; the arrays must not be changed. */
public final class UpdateResult {
    private final Update update;
    private final byte @Nullable [] oldItem;
    private final byte @Nullable [] newItem;

    UpdateResult(Update update, byte @Nullable [] oldItem, byte @Nullable [] newItem) {
        this.update = update;
        this.oldItem = oldItem;
        this.newItem = newItem;
    }

    /**
     * The item after the update. Null if there is still none: an update that only takes away does
     * not create an item.
     */
    public byte @Nullable [] newItem() {
        return newItem;
    }

    /**
     * For {@code ReturnValues=UPDATED_OLD}: what the update's paths had before, as an encoded item
     * without regard to keys; null if nothing. Made anew by each call.
     */
    public byte @Nullable [] updatedOld() {
        return update.touched(oldItem);
    }

    /** For {@code ReturnValues=UPDATED_NEW}: what the update's paths lead to in the new item. */
    public byte @Nullable [] updatedNew() {
        return update.touched(newItem);
    }
}
