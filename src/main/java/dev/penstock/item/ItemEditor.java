package dev.penstock.item;

import java.util.Arrays;

/**
 * Makes a changed copy of an item. The changes come in ascending order of their names (unsigned
 * UTF-8 bytes), and what lies between them is copied as it is: the cost is that of one copy. Key
 * attributes cannot be changed. Used once; belongs to one thread.
 */
public final class ItemEditor {
    private static final int SPARE_BYTES = 64;

    private final byte[] base;
    private byte[] target;
    private int targetLength;

    /** What lies before it in the base was copied or dropped. */
    private int copied;

    /** The first attribute of the base whose name is not below that of the last change. */
    private int next;

    private int sizeBytes;
    private int attributes;

    /**
     * @param base an item, or a key alone
     * @param keyAttributes how many attributes of the base are its key: 1 or 2
     */
    public ItemEditor(byte[] base, int keyAttributes) {
        this.base = base;
        target = new byte[base.length + SPARE_BYTES];
        sizeBytes = ItemBytes.sizeBytes(base);
        attributes = ItemBytes.attributeCount(base);
        next = ItemLayout.ITEM_HEADER_BYTES;
        for (int i = 0; i < keyAttributes; i++) {
            next = attributeEnd(next);
        }
    }

    /** Sets an attribute to a copy of the value at {@code at} in {@code source}. */
    public void put(byte[] nameUtf8, byte[] source, int at) {
        remove(nameUtf8);
        copyUpTo(next);
        int valueLength = ValueBytes.end(source, at) - at;
        ensure(ItemLayout.varintBytes(nameUtf8.length) + nameUtf8.length + valueLength);
        int name = ItemLayout.putVarint(target, targetLength, nameUtf8.length);
        System.arraycopy(nameUtf8, 0, target, name, nameUtf8.length);
        System.arraycopy(source, at, target, name + nameUtf8.length, valueLength);
        targetLength = name + nameUtf8.length + valueLength;
        sizeBytes += nameUtf8.length + ValueBytes.sizeBytes(source, at);
        attributes++;
    }

    /** Drops an attribute, if the base has it. */
    public void remove(byte[] nameUtf8) {
        if (!seek(nameUtf8)) {
            return;
        }
        copyUpTo(next);
        int value = ValueBytes.skipBytes(base, next);
        sizeBytes -= nameUtf8.length + ValueBytes.sizeBytes(base, value);
        attributes--;
        next = ValueBytes.end(base, value);
        copied = next;
    }

    /** The changed item. */
    public byte[] toItem() {
        copyUpTo(base.length);
        ItemLayout.putU24(
                target, ItemLayout.ITEM_SIZE_OFFSET, Math.min(sizeBytes, ItemLayout.U24_MAX));
        ItemLayout.putU24(target, ItemLayout.ITEM_COUNT_OFFSET, attributes);
        return target.length == targetLength ? target : Arrays.copyOf(target, targetLength);
    }

    /** Moves {@link #next} to where the name belongs; true if the base has it there. */
    private boolean seek(byte[] nameUtf8) {
        while (next < base.length) {
            int name = ItemLayout.varintEnd(base, next);
            int value = name + ItemLayout.varint(base, next);
            int order = Arrays.compareUnsigned(base, name, value, nameUtf8, 0, nameUtf8.length);
            if (order >= 0) {
                return order == 0;
            }
            next = ValueBytes.end(base, value);
        }
        return false;
    }

    private int attributeEnd(int attribute) {
        return ValueBytes.end(base, ValueBytes.skipBytes(base, attribute));
    }

    private void copyUpTo(int end) {
        ensure(end - copied);
        System.arraycopy(base, copied, target, targetLength, end - copied);
        targetLength += end - copied;
        copied = end;
    }

    private void ensure(int more) {
        if (more > target.length - targetLength) {
            target = Arrays.copyOf(target, Math.max(2 * target.length, targetLength + more));
        }
    }
}
