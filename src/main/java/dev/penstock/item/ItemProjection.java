package dev.penstock.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Makes of an item one that has only some of its attributes: its key, and those of a list of names.
 * Immutable.
 */
public final class ItemProjection {
    private final int keyAttributes;

    /** In the order of an item's attributes. */
    private final byte[][] names;

    /**
     * @param keyAttributes how many attributes of every item are its key: 1 or 2
     * @param names of the others that are kept; those of the key may be among them
     */
    public ItemProjection(int keyAttributes, Collection<String> names) {
        this.keyAttributes = keyAttributes;
        this.names =
                names.stream()
                        .distinct()
                        .map(name -> name.getBytes(StandardCharsets.UTF_8))
                        .sorted(Arrays::compareUnsigned)
                        .toArray(byte[][]::new);
    }

    /** Whether two items of the same key differ in nothing that is kept. */
    public boolean isSameOf(byte[] a, byte[] b) {
        for (byte[] name : names) {
            if (!ItemBytes.haveSame(name, a, b)) {
                return false;
            }
        }
        return true;
    }

    /** The item itself, if it has nothing else. */
    public byte[] of(byte[] item) {
        var kept = new byte[item.length];
        int length = ItemLayout.ITEM_HEADER_BYTES;
        int attributes = 0;
        int size = 0;
        int name = 0;
        int next = ItemLayout.ITEM_HEADER_BYTES;
        for (int i = 0; next < item.length; i++) {
            int value = ValueBytes.skipBytes(item, next);
            int end = ValueBytes.end(item, value);
            boolean isKept = i < keyAttributes;
            if (!isKept) {
                name = firstNotBefore(item, next, value, name);
                isKept = name < names.length && isName(item, next, value, names[name]);
            }
            if (isKept) {
                System.arraycopy(item, next, kept, length, end - next);
                length += end - next;
                size += ItemLayout.varint(item, next) + ValueBytes.sizeBytes(item, value);
                attributes++;
            }
            next = end;
        }
        if (attributes == ItemBytes.attributeCount(item)) {
            return item;
        }
        ItemLayout.putU24(kept, ItemLayout.ITEM_SIZE_OFFSET, size);
        ItemLayout.putU24(kept, ItemLayout.ITEM_COUNT_OFFSET, attributes);
        return Arrays.copyOf(kept, length);
    }

    private int firstNotBefore(byte[] item, int attribute, int value, int from) {
        int nameFrom = ItemLayout.varintEnd(item, attribute);
        int name = from;
        while (name < names.length
                && Arrays.compareUnsigned(names[name], 0, names[name].length, item, nameFrom, value)
                        < 0) {
            name++;
        }
        return name;
    }

    private static boolean isName(byte[] item, int attribute, int value, byte[] name) {
        int from = ItemLayout.varintEnd(item, attribute);
        return Arrays.equals(item, from, value, name, 0, name.length);
    }
}
