package dev.penstock.item;

import dev.penstock.common.Hash;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an item stands in a tree: hash of its partition key, and the places of both keys' payloads
 * in the item's (or the key's) bytes. Immutable; shares the array that it was made from.
 *
 * <p>Order: hash as an unsigned number, partition key's payload, sort key's payload; bytes
 * unsigned, a prefix first.
 */
public final class ItemKey implements Comparable<ItemKey> {
    private final long hash;
    private final byte[] bytes;
    private final int partitionKeyOffset;
    private final int partitionKeyLength;
    private final int sortKeyOffset;
    private final int sortKeyLength;

    private ItemKey(byte[] item, boolean hasSortKey) {
        int partitionKey = ItemBytes.partitionKey(item);
        bytes = item;
        partitionKeyOffset = ValueBytes.payloadOffset(item, partitionKey);
        partitionKeyLength = ValueBytes.payloadLength(item, partitionKey);
        hash = Hash.xxh64(item, partitionKeyOffset, partitionKeyLength);
        if (hasSortKey) {
            int sortKey = ItemBytes.sortKey(item);
            sortKeyOffset = ValueBytes.payloadOffset(item, sortKey);
            sortKeyLength = ValueBytes.payloadLength(item, sortKey);
            // The partition key's bytes were just hashed; these are first touched much later.
            Objects.checkFromIndexSize(sortKeyOffset, sortKeyLength, item.length);
        } else {
            sortKeyOffset = -1;
            sortKeyLength = 0;
        }
    }

    /**
     * The key of an item, or of a key alone (an item that has only its key attributes).
     *
     * @throws IndexOutOfBoundsException if the bytes end before the key does
     */
    public static ItemKey of(byte[] item, boolean hasSortKey) {
        return new ItemKey(item, hasSortKey);
    }

    /** The hash that {@link #hash()} has for items with this payload as their partition key. */
    public static long hashOf(byte[] partitionKeyPayload) {
        return Hash.xxh64(partitionKeyPayload);
    }

    /** XXH64 of the partition key's payload, to be read as unsigned. */
    public long hash() {
        return hash;
    }

    /** The item that this is the key of. Never write to it. */
    public byte[] bytes() {
        return bytes;
    }

    public int partitionKeyOffset() {
        return partitionKeyOffset;
    }

    public int partitionKeyLength() {
        return partitionKeyLength;
    }

    /** -1 in a table without sort key. */
    public int sortKeyOffset() {
        return sortKeyOffset;
    }

    /** 0 in a table without sort key. */
    public int sortKeyLength() {
        return sortKeyLength;
    }

    public boolean hasSortKey() {
        return sortKeyOffset >= 0;
    }

    @Override
    public int compareTo(ItemKey other) {
        int order = Long.compareUnsigned(hash, other.hash);
        if (order == 0) {
            order = comparePartitionKey(other);
        }
        return order != 0 ? order : compareSortKey(other);
    }

    /** Order of the partition keys' payloads alone. */
    public int comparePartitionKey(ItemKey other) {
        return Arrays.compareUnsigned(
                bytes,
                partitionKeyOffset,
                partitionKeyOffset + partitionKeyLength,
                other.bytes,
                other.partitionKeyOffset,
                other.partitionKeyOffset + other.partitionKeyLength);
    }

    /** Order of the sort keys' payloads alone; 0 in a table without sort key. */
    public int compareSortKey(ItemKey other) {
        if (sortKeyOffset < 0) {
            return 0;
        }
        return Arrays.compareUnsigned(
                bytes,
                sortKeyOffset,
                sortKeyOffset + sortKeyLength,
                other.bytes,
                other.sortKeyOffset,
                other.sortKeyOffset + other.sortKeyLength);
    }

    /**
     * The order of this key and the key of an item whose partition key has the same hash: what a
     * tree asks of a leaf's item, without a key object of its own.
     */
    public int compareToItem(byte[] item) {
        int value = ItemBytes.partitionKey(item);
        int order = comparePayload(partitionKeyOffset, partitionKeyLength, item, value);
        if (order != 0 || sortKeyOffset < 0) {
            return order;
        }
        int sortKey = ValueBytes.skipBytes(item, ValueBytes.end(item, value));
        return comparePayload(sortKeyOffset, sortKeyLength, item, sortKey);
    }

    /** The order of two items, or keys, whose partition keys have the same hash. */
    public static int compareOfOneHash(byte[] a, byte[] b, boolean hasSortKey) {
        int valueA = ItemBytes.partitionKey(a);
        int valueB = ItemBytes.partitionKey(b);
        int order = ValueBytes.compare(a, valueA, b, valueB);
        if (order != 0 || !hasSortKey) {
            return order;
        }
        int sortA = ValueBytes.skipBytes(a, ValueBytes.end(a, valueA));
        int sortB = ValueBytes.skipBytes(b, ValueBytes.end(b, valueB));
        return ValueBytes.compare(a, sortA, b, sortB);
    }

    private int comparePayload(int offset, int length, byte[] item, int value) {
        int itemOffset = ValueBytes.payloadOffset(item, value);
        int itemEnd = itemOffset + ValueBytes.payloadLength(item, value);
        return Arrays.compareUnsigned(bytes, offset, offset + length, item, itemOffset, itemEnd);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ItemKey that
                && hash == that.hash
                && hasSortKey() == that.hasSortKey()
                && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        int result = Long.hashCode(hash);
        for (int i = 0; i < sortKeyLength; i++) {
            result = 31 * result + bytes[sortKeyOffset + i];
        }
        return result;
    }
}
