package dev.penstock.tree;

import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place between two neighbouring keys: before or behind all keys with one hash, all keys of one
 * item collection, all sort keys that begin with some bytes, or one key. Immutable.
 */
final class Bound {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NO_BYTES = {};
    private static final int NONE = -1;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    /** Hash of the partition key. */
    final long hash;

    /** Whether it lies behind what it names, not before it. */
    final boolean isBehind;

    /** First 8 bytes of the sort key, zeros behind a shorter one. */
    final long prefix;

    /** The bits of an entry's prefix that this bound is compared with. */
    final long prefixMask;

    /** Of the sort key's length and the bytes behind its prefix. */
    final int fingerprint;

    private final byte[] partitionBytes;
    private final int partitionOffset;
    private final int partitionLength;
    private final byte[] sortBytes;
    private final int sortOffset;
    private final int sortLength;
    private final boolean isStartOfSortKeys;

    private Bound(ItemKey key, boolean isBehind) {
        hash = key.hash();
        this.isBehind = isBehind;
        partitionBytes = key.bytes();
        partitionOffset = key.partitionKeyOffset();
        partitionLength = key.partitionKeyLength();
        sortBytes = key.bytes();
        sortOffset = key.sortKeyOffset();
        sortLength = key.hasSortKey() ? key.sortKeyLength() : NONE;
        isStartOfSortKeys = false;
        prefix = prefixOf(sortBytes, sortOffset, sortLength);
        prefixMask = -1L;
        fingerprint = fingerprintOf(sortBytes, sortOffset, sortLength);
    }

    private Bound(long hash, byte @Nullable [] partitionKey, SortBound sortBound) {
        byte[] sortKey = sortBound.sortKey();
        this.hash = hash;
        isBehind = sortBound.isBehind();
        partitionBytes = partitionKey == null ? NO_BYTES : partitionKey;
        partitionOffset = 0;
        partitionLength = partitionKey == null ? NONE : partitionKey.length;
        sortBytes = sortKey == null ? NO_BYTES : sortKey;
        sortOffset = 0;
        sortLength = sortKey == null ? NONE : sortKey.length;
        isStartOfSortKeys = sortBound.isStartOfSortKeys();
        prefix = prefixOf(sortBytes, 0, sortLength);
        prefixMask = isStartOfSortKeys ? maskOf(sortLength) : -1L;
        fingerprint = 0;
    }

    static Bound before(ItemKey key) {
        return new Bound(key, false);
    }

    static Bound behind(ItemKey key) {
        return new Bound(key, true);
    }

    static Bound beforeHash(long hash) {
        return new Bound(hash, null, SortBound.BEFORE_ALL);
    }

    static Bound behindHash(long hash) {
        return new Bound(hash, null, SortBound.BEHIND_ALL);
    }

    static Bound inCollection(byte[] partitionKey, SortBound sortBound) {
        return new Bound(ItemKey.hashOf(partitionKey), partitionKey, sortBound);
    }

    /** Whether it names a partition key, not only a hash. */
    boolean hasPartitionKey() {
        return partitionLength != NONE;
    }

    /** Whether it names a sort key, or the beginning of one. */
    boolean hasSortKey() {
        return sortLength != NONE;
    }

    /** Whether an item of the same hash has this bound's partition key. */
    boolean hasPartitionKeyOf(byte[] item) {
        return comparePartitionKey(item, ItemBytes.partitionKey(item)) == 0;
    }

    /** Whether an item of the same hash has exactly this bound's keys. */
    boolean hasKeysOf(byte[] item) {
        int partitionKey = ItemBytes.partitionKey(item);
        if (comparePartitionKey(item, partitionKey) != 0) {
            return false;
        }
        return sortLength == NONE || compareSortKey(item) == 0;
    }

    /** Whether an item of the same hash lies before this bound. */
    boolean isBehind(byte[] item) {
        if (partitionLength == NONE) {
            return isBehind;
        }
        int order = comparePartitionKey(item, ItemBytes.partitionKey(item));
        if (order == 0 && sortLength != NONE) {
            order = compareSortKey(item);
        }
        return order != 0 ? order < 0 : isBehind;
    }

    /** Whether a key lies before this bound. */
    boolean isBehind(ItemKey key) {
        int order = Long.compareUnsigned(key.hash(), hash);
        return order != 0 ? order < 0 : isBehind(key.bytes());
    }

    private int comparePartitionKey(byte[] item, int value) {
        int from = ValueBytes.payloadOffset(item, value);
        int to = from + ValueBytes.payloadLength(item, value);
        int partitionEnd = partitionOffset + partitionLength;
        return Arrays.compareUnsigned(
                item, from, to, partitionBytes, partitionOffset, partitionEnd);
    }

    private int compareSortKey(byte[] item) {
        int value = ItemBytes.sortKey(item);
        int from = ValueBytes.payloadOffset(item, value);
        int length = ValueBytes.payloadLength(item, value);
        int to = from + (isStartOfSortKeys ? Math.min(length, sortLength) : length);
        return Arrays.compareUnsigned(
                item, from, to, sortBytes, sortOffset, sortOffset + sortLength);
    }

    private static long prefixOf(byte[] bytes, int offset, int length) {
        if (length >= Long.BYTES) {
            return (long) WORD.get(bytes, offset);
        }
        long prefix = 0;
        for (int i = 0; i < length; i++) {
            prefix |= (bytes[offset + i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return prefix;
    }

    private static long maskOf(int length) {
        if (length >= Long.BYTES) {
            return -1L;
        }
        return length <= 0 ? 0 : -1L << (Long.SIZE - Byte.SIZE * length);
    }

    private static int fingerprintOf(byte[] bytes, int offset, int length) {
        long mixed = length;
        int at = Long.BYTES;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            mixed = Long.rotateLeft((mixed ^ (long) WORD.get(bytes, offset + at)) * MIX, 29);
        }
        for (; at < length; at++) {
            mixed = Long.rotateLeft((mixed ^ bytes[offset + at]) * MIX, 29);
        }
        return (int) ((mixed * MIX) >>> 32);
    }
}
