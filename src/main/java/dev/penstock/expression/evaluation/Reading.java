package dev.penstock.expression.evaluation;

import dev.penstock.item.ValueWriter;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation over one item: which bytes the operand that was located last lies in. Lives as
 * long as one call; belongs to one thread.
 */
public final class Reading {
    /** Stands for an item that does not exist: no attribute is found in it. */
    private static final byte[] NO_ITEM = noItem();

    private final byte[] item;
    private byte[] bytes;

    public Reading(byte @Nullable [] item) {
        this.item = item == null ? NO_ITEM : item;
        bytes = this.item;
    }

    public byte[] item() {
        return item;
    }

    /** What the offset that {@link BoundOperand#locate} returned last is an offset of. */
    public byte[] bytes() {
        return bytes;
    }

    /** Says that the operand is an attribute of the item, at this offset or nowhere (-1). */
    public int inItem(int at) {
        bytes = item;
        return at;
    }

    /** Says that the operand is this value, which stands alone. */
    public int alone(byte[] value) {
        bytes = value;
        return 0;
    }

    private static byte[] noItem() {
        var writer = new ValueWriter();
        writer.beginItem();
        return writer.endItem();
    }
}
