package dev.penstock.item;

/**
 * Walks over the elements of a list or the members of a set, in stored order. Reusable. Belongs to
 * one thread.
 */
public final class ElementCursor {
    private byte[] bytes = {};
    private boolean list;
    private int offset;
    private int length;
    private int next;
    private int end;

    /**
     * Walks over a list or a set.
     *
     * @param at offset of the type byte of a list or a set
     */
    public ElementCursor over(byte[] valueBytes, int at) {
        bytes = valueBytes;
        list = valueBytes[at] == ItemLayout.L;
        next = ValueBytes.payloadOffset(valueBytes, at);
        end = ValueBytes.end(valueBytes, at);
        return this;
    }

    /** Moves to the next element; false behind the last. */
    public boolean next() {
        if (next >= end) {
            return false;
        }
        if (list) {
            offset = next;
            next = ValueBytes.end(bytes, next);
            length = next - offset;
        } else {
            length = ItemLayout.varint(bytes, next);
            offset = ItemLayout.varintEnd(bytes, next);
            next = offset + length;
        }
        return true;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** In a list the offset of the element's type byte, in a set that of the member's payload. */
    public int offset() {
        return offset;
    }

    /** Bytes from {@link #offset}: the element's whole value, or the member's payload. */
    public int length() {
        return length;
    }
}
