package dev.penstock.item;

/**
 * The bytes of items and values. This class and its package are the only ones that know an offset;
 * docs/internals/item-format.md is the authority.
 *
 * <pre>
 *  item       offset 0         3               6
 *             | size u24 | attributes u24 | attribute ...
 *  attribute  | nameLength varint | name (UTF-8) | value |
 *  scalar     | type u8 | length varint | payload |          S N B
 *             | type u8 |                                    BOOL NULL
 *  container  offset 0        1                    4              7
 *             | type u8 | payloadLength u24 | count u24 | elements ...     L M SS NS BS
 * </pre>
 *
 * Little-endian, unsigned; {@code payloadLength} counts the count and the elements. A varint is
 * LEB128. Reads past the end fail as array accesses do: item bytes are checked when they are read
 * from disk, by the checksum of what they lie in.
 */
final class ItemLayout {
    static final int U24_BYTES = 3;
    static final int U24_MAX = 0xFF_FFFF;

    static final int ITEM_SIZE_OFFSET = 0;
    static final int ITEM_COUNT_OFFSET = 3;
    static final int ITEM_HEADER_BYTES = 6;

    static final int PAYLOAD_LENGTH_OFFSET = 1;
    static final int COUNT_OFFSET = 4;
    static final int CONTAINER_HEADER_BYTES = 7;

    static final byte S = 1;
    static final byte N = 2;
    static final byte B = 3;
    static final byte FALSE = 4;
    static final byte TRUE = 5;
    static final byte NULL = 6;
    static final byte L = 7;
    static final byte M = 8;
    static final byte SS = 9;
    static final byte NS = 10;
    static final byte BS = 11;

    private ItemLayout() {}

    static int u24(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8) | ((bytes[at + 2] & 0xFF) << 16);
    }

    static void putU24(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >>> 8);
        bytes[at + 2] = (byte) (value >>> 16);
    }

    static int varint(byte[] bytes, int at) {
        byte first = bytes[at];
        return first >= 0 ? first : longVarint(bytes, at);
    }

    private static int longVarint(byte[] bytes, int at) {
        int value = bytes[at] & 0x7F;
        int next = at;
        int shift = 0;
        do {
            next++;
            shift += 7;
            value |= (bytes[next] & 0x7F) << shift;
        } while (bytes[next] < 0);
        return value;
    }

    /** The offset behind the varint. */
    static int varintEnd(byte[] bytes, int at) {
        int end = at;
        while (bytes[end] < 0) {
            end++;
        }
        return end + 1;
    }

    /** The bytes that a length of at most {@link #U24_MAX} takes as a varint: 1 to 4. */
    static int varintBytes(int value) {
        if (value < 1 << 7) {
            return 1;
        }
        return value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
    }

    /** Writes a varint and returns the offset behind it. */
    static int putVarint(byte[] bytes, int at, int value) {
        int next = at;
        int rest = value;
        while (rest > 0x7F) {
            bytes[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[next++] = (byte) rest;
        return next;
    }
}
