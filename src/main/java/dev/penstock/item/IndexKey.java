package dev.penstock.item;

import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of one table stand in one of its indexes. An entry's key is an item's key like
 * any other, so that the table's own tree holds it, with two attributes without a name:
 *
 * <pre>
 *  partition key   one attribute: its payload; several: each payload, escaped and ended
 *  sort key        each sort attribute's payload, escaped and ended
 *                  | the table's partition key, escaped and ended | the table's sort key, raw
 * </pre>
 *
 * <p>So entries of equal index keys are told apart by the table's keys, and byte order is the order
 * of the attributes one after the other. Immutable.
 */
public final class IndexKey {
    /** Of each attribute: the length of its name, which is none, and the type. */
    private static final int ATTRIBUTE_HEAD_BYTES = 2;

    private static final int KEY_ATTRIBUTES = 2;

    private final List<Part> partitionKeys;
    private final List<Part> sortKeys;
    private final boolean tableHasSortKey;

    public IndexKey(IndexKeySchema schema, KeySchema tableSchema) {
        partitionKeys = parts(schema.partitionKeys());
        sortKeys = parts(schema.sortKeys());
        tableHasSortKey = tableSchema.hasSortKey();
    }

    @SuppressWarnings(
            "ArrayRecordComponent") // Never written to once it is made, compared by no one.
    private record Part(byte[] name, byte type) {}

    private static List<Part> parts(List<KeyAttribute> attributes) {
        var parts = new ArrayList<Part>();
        for (KeyAttribute attribute : attributes) {
            byte[] name = attribute.name().getBytes(StandardCharsets.UTF_8);
            parts.add(new Part(name, KeyRules.typeByte(attribute.type())));
        }
        return List.copyOf(parts);
    }

    /**
     * The key of an item's entry, or null if the index does not hold the item: an attribute is
     * missing, of another type or empty, or those of one key are together too large. {@link
     * IndexKeyRules} refuses such items; but some were there before the index.
     *
     * @param item of the table, or whatever has the keys of table and index
     * @param sizeBytes what the entry counts for in the size of the index
     */
    public byte @Nullable [] of(byte[] item, int sizeBytes) {
        Places places = find(item);
        return places == null ? null : of(places, sizeBytes);
    }

    /** Where an item has the attributes of the key, or null if the index does not hold it. */
    public @Nullable Places find(byte[] item) {
        var partition = new int[partitionKeys.size()];
        var sort = new int[sortKeys.size()];
        return find(item, partitionKeys, partition, ItemLimits.PARTITION_KEY_BYTES_MAX)
                        && find(item, sortKeys, sort, ItemLimits.SORT_KEY_BYTES_MAX)
                ? new Places(item, partition, sort)
                : null;
    }

    /** Offsets of the values that make an item's key, so that they are looked for only once. */
    public static final class Places {
        private final byte[] item;
        private final int[] partition;
        private final int[] sort;

        private Places(byte[] item, int[] partition, int[] sort) {
            this.item = item;
            this.partition = partition;
            this.sort = sort;
        }

        /** Whether two items that have the same key in the table stand in the same place. */
        public boolean haveSameKey(Places other) {
            return haveSame(partition, other, other.partition) && haveSame(sort, other, other.sort);
        }

        private boolean haveSame(int[] values, Places other, int[] others) {
            for (int i = 0; i < values.length; i++) {
                if (!ValueBytes.equal(item, values[i], other.item, others[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The key of the entry of an item whose attributes were found. */
    public byte[] of(Places places, int sizeBytes) {
        byte[] item = places.item;
        int partitionBytes = partitionBytes(item, places.partition);
        int sortBytes = sortBytes(item, places.sort);
        var key =
                new byte
                        [ItemLayout.ITEM_HEADER_BYTES
                                + attributeBytes(partitionBytes)
                                + attributeBytes(sortBytes)];
        ItemLayout.putU24(key, ItemLayout.ITEM_SIZE_OFFSET, sizeBytes);
        ItemLayout.putU24(key, ItemLayout.ITEM_COUNT_OFFSET, KEY_ATTRIBUTES);
        int at = begin(key, ItemLayout.ITEM_HEADER_BYTES, partitionBytes);
        at = putPartition(item, places.partition, key, at);
        at = begin(key, at, sortBytes);
        putSort(item, places.sort, key, at);
        return key;
    }

    private static int attributeBytes(int payloadBytes) {
        return ATTRIBUTE_HEAD_BYTES + ItemLayout.varintBytes(payloadBytes) + payloadBytes;
    }

    private static boolean find(byte[] item, List<Part> parts, int[] values, int bytesMax) {
        int bytes = 0;
        for (int i = 0; i < values.length; i++) {
            Part part = parts.get(i);
            int value = ItemBytes.find(item, part.name);
            if (value < 0 || item[value] != part.type) {
                return false;
            }
            int length = ValueBytes.payloadLength(item, value);
            if (length == 0) {
                return false;
            }
            bytes += length;
            values[i] = value;
        }
        return bytes <= bytesMax;
    }

    private static int begin(byte[] key, int at, int payloadBytes) {
        key[at] = 0;
        key[at + 1] = ItemLayout.B;
        return ItemLayout.putVarint(key, at + 2, payloadBytes);
    }

    private int partitionBytes(byte[] item, int[] values) {
        return values.length == 1
                ? ValueBytes.payloadLength(item, values[0])
                : endedBytes(item, values);
    }

    private int putPartition(byte[] item, int[] values, byte[] key, int at) {
        return values.length == 1
                ? putRaw(item, values[0], key, at)
                : putEnded(item, values, key, at);
    }

    private int sortBytes(byte[] item, int[] values) {
        int bytes = endedBytes(item, values) + endedBytes(item, ItemBytes.partitionKey(item));
        return tableHasSortKey
                ? bytes + ValueBytes.payloadLength(item, ItemBytes.sortKey(item))
                : bytes;
    }

    private void putSort(byte[] item, int[] values, byte[] key, int at) {
        int next = putEnded(item, values, key, at);
        next = putEnded(item, ItemBytes.partitionKey(item), key, next);
        if (tableHasSortKey) {
            putRaw(item, ItemBytes.sortKey(item), key, next);
        }
    }

    private static int endedBytes(byte[] item, int[] values) {
        int bytes = 0;
        for (int value : values) {
            bytes += endedBytes(item, value);
        }
        return bytes;
    }

    private static int endedBytes(byte[] item, int value) {
        int from = ValueBytes.payloadOffset(item, value);
        int to = from + ValueBytes.payloadLength(item, value);
        return EscapedBytes.length(item, from, to) + EscapedBytes.END_BYTES;
    }

    private static int putEnded(byte[] item, int[] values, byte[] key, int at) {
        int next = at;
        for (int value : values) {
            next = putEnded(item, value, key, next);
        }
        return next;
    }

    private static int putEnded(byte[] item, int value, byte[] key, int at) {
        int from = ValueBytes.payloadOffset(item, value);
        int to = from + ValueBytes.payloadLength(item, value);
        return EscapedBytes.writeEnd(key, EscapedBytes.write(item, from, to, key, at));
    }

    private static int putRaw(byte[] item, int value, byte[] key, int at) {
        int length = ValueBytes.payloadLength(item, value);
        System.arraycopy(item, ValueBytes.payloadOffset(item, value), key, at, length);
        return at + length;
    }
}
