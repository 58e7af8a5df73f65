package dev.penstock.item;

import java.util.Arrays;

/**
 * Reads encoded values in place. {@code at} is always the offset of a value's type byte, in an item
 * or in an array that holds one value at 0. Stateless; nothing is allocated.
 */
public final class ValueBytes {
    private ValueBytes() {}

    public static AttributeType type(byte[] bytes, int at) {
        return switch (bytes[at]) {
            case ItemLayout.S -> AttributeType.S;
            case ItemLayout.N -> AttributeType.N;
            case ItemLayout.B -> AttributeType.B;
            case ItemLayout.FALSE, ItemLayout.TRUE -> AttributeType.BOOL;
            case ItemLayout.NULL -> AttributeType.NULL;
            case ItemLayout.L -> AttributeType.L;
            case ItemLayout.M -> AttributeType.M;
            case ItemLayout.SS -> AttributeType.SS;
            case ItemLayout.NS -> AttributeType.NS;
            case ItemLayout.BS -> AttributeType.BS;
            default -> throw notAType(bytes[at], at);
        };
    }

    /** Whether it is an S; cheaper than asking for the type. */
    public static boolean isString(byte[] bytes, int at) {
        return bytes[at] == ItemLayout.S;
    }

    /** The truth of a BOOL. */
    public static boolean isTrue(byte[] bytes, int at) {
        return bytes[at] == ItemLayout.TRUE;
    }

    /** The offset behind the value. */
    public static int end(byte[] bytes, int at) {
        byte type = bytes[at];
        if (type <= ItemLayout.B) {
            return skipBytes(bytes, at + 1);
        }
        if (type <= ItemLayout.NULL) {
            return at + 1;
        }
        return payloadEnd(bytes, at);
    }

    /** Where the payload of an S, N or B begins, or the first element of a container. */
    public static int payloadOffset(byte[] bytes, int at) {
        byte type = bytes[at];
        if (type <= ItemLayout.B) {
            return ItemLayout.varintEnd(bytes, at + 1);
        }
        return type <= ItemLayout.NULL ? at + 1 : at + ItemLayout.CONTAINER_HEADER_BYTES;
    }

    /** Bytes from {@link #payloadOffset} to {@link #end}. */
    public static int payloadLength(byte[] bytes, int at) {
        byte type = bytes[at];
        if (type <= ItemLayout.B) {
            return ItemLayout.varint(bytes, at + 1);
        }
        return type <= ItemLayout.NULL
                ? 0
                : ItemLayout.u24(bytes, at + ItemLayout.PAYLOAD_LENGTH_OFFSET)
                        - ItemLayout.U24_BYTES;
    }

    /** The length that stands before a name or a set's member. */
    public static int varint(byte[] bytes, int at) {
        return ItemLayout.varint(bytes, at);
    }

    /** Where a name or a set's member begins whose length stands at {@code at}. */
    public static int varintEnd(byte[] bytes, int at) {
        return ItemLayout.varintEnd(bytes, at);
    }

    /** Elements of a list, members of a set, entries of a map. */
    public static int elementCount(byte[] bytes, int at) {
        return ItemLayout.u24(bytes, at + ItemLayout.COUNT_OFFSET);
    }

    /**
     * Order of two values of the same type, S, N or B: strings by UTF-8 bytes, binary unsigned,
     * numbers by value.
     */
    public static int compare(byte[] a, int atA, byte[] b, int atB) {
        int fromA = ItemLayout.varintEnd(a, atA + 1);
        int fromB = ItemLayout.varintEnd(b, atB + 1);
        int toA = fromA + ItemLayout.varint(a, atA + 1);
        int toB = fromB + ItemLayout.varint(b, atB + 1);
        return Arrays.compareUnsigned(a, fromA, toA, b, fromB, toB);
    }

    /** DynamoDB's equality: same type and same content, sets and maps without regard to order. */
    public static boolean equal(byte[] a, int atA, byte[] b, int atB) {
        // The form is canonical, so equality of values is equality of bytes.
        return Arrays.equals(a, atA, end(a, atA), b, atB, end(b, atB));
    }

    /** What DynamoDB charges for the value, without its name. */
    public static int sizeBytes(byte[] bytes, int at) {
        byte type = bytes[at];
        if (type <= ItemLayout.B) {
            return ItemLayout.varint(bytes, at + 1);
        }
        if (type <= ItemLayout.NULL) {
            return 1;
        }
        return type <= ItemLayout.M ? documentSizeBytes(bytes, at) : setSizeBytes(bytes, at);
    }

    /** How many lists and maps are nested here: 0 for a scalar or a set, 1 for a list of them. */
    public static int nesting(byte[] bytes, int at) {
        byte type = bytes[at];
        if (type != ItemLayout.L && type != ItemLayout.M) {
            return 0;
        }
        int deepest = 0;
        int end = payloadEnd(bytes, at);
        int next = at + ItemLayout.CONTAINER_HEADER_BYTES;
        while (next < end) {
            int value = type == ItemLayout.M ? skipBytes(bytes, next) : next;
            deepest = Math.max(deepest, nesting(bytes, value));
            next = end(bytes, value);
        }
        return deepest + 1;
    }

    /** The offset of the value that a map holds under a name, or -1. */
    public static int mapFind(byte[] bytes, int at, byte[] nameUtf8) {
        return find(bytes, at + ItemLayout.CONTAINER_HEADER_BYTES, payloadEnd(bytes, at), nameUtf8);
    }

    /** The offset of a list's element, or -1 behind the list's end. */
    public static int listElement(byte[] bytes, int at, int index) {
        if (index < 0 || index >= elementCount(bytes, at)) {
            return -1;
        }
        int next = at + ItemLayout.CONTAINER_HEADER_BYTES;
        for (int i = 0; i < index; i++) {
            next = end(bytes, next);
        }
        return next;
    }

    /**
     * Whether a set holds a member with exactly the payload {@code [from, to)} of another array.
     */
    public static boolean setContains(byte[] set, int at, byte[] member, int from, int to) {
        int end = payloadEnd(set, at);
        int next = at + ItemLayout.CONTAINER_HEADER_BYTES;
        while (next < end) {
            int memberFrom = ItemLayout.varintEnd(set, next);
            int memberTo = memberFrom + ItemLayout.varint(set, next);
            int order = Arrays.compareUnsigned(set, memberFrom, memberTo, member, from, to);
            if (order >= 0) {
                return order == 0;
            }
            next = memberTo;
        }
        return false;
    }

    /** Looks for a name among (name, value) pairs from {@code from} to {@code end}. */
    static int find(byte[] bytes, int from, int end, byte[] nameUtf8) {
        int length = nameUtf8.length;
        int next = from;
        while (next < end) {
            int value = skipBytes(bytes, next);
            int name = value - length;
            // Names of one length mostly differ in their last byte: no call for those.
            if (ItemLayout.varint(bytes, next) == length
                    && (length == 0 || bytes[value - 1] == nameUtf8[length - 1])
                    && Arrays.equals(bytes, name, value, nameUtf8, 0, length)) {
                return value;
            }
            next = end(bytes, value);
        }
        return -1;
    }

    /** The offset behind a length and that many bytes: a name, a set's member. */
    static int skipBytes(byte[] bytes, int at) {
        byte length = bytes[at];
        return length >= 0
                ? at + 1 + length
                : ItemLayout.varintEnd(bytes, at) + ItemLayout.varint(bytes, at);
    }

    private static int payloadEnd(byte[] bytes, int at) {
        return at
                + ItemLayout.COUNT_OFFSET
                + ItemLayout.u24(bytes, at + ItemLayout.PAYLOAD_LENGTH_OFFSET);
    }

    private static int documentSizeBytes(byte[] bytes, int at) {
        int size = ItemLimits.DOCUMENT_OVERHEAD_BYTES;
        int end = payloadEnd(bytes, at);
        int next = at + ItemLayout.CONTAINER_HEADER_BYTES;
        while (next < end) {
            int value = next;
            if (bytes[at] == ItemLayout.M) {
                size += ItemLayout.varint(bytes, next);
                value = skipBytes(bytes, next);
            }
            size += ItemLimits.ELEMENT_OVERHEAD_BYTES + sizeBytes(bytes, value);
            next = end(bytes, value);
        }
        return size;
    }

    private static int setSizeBytes(byte[] bytes, int at) {
        int size = 0;
        int end = payloadEnd(bytes, at);
        int next = at + ItemLayout.CONTAINER_HEADER_BYTES;
        while (next < end) {
            size += ItemLayout.varint(bytes, next);
            next = skipBytes(bytes, next);
        }
        return size;
    }

    private static IllegalStateException notAType(byte type, int at) {
        return new IllegalStateException("no attribute type " + type + " at offset " + at);
    }
}
