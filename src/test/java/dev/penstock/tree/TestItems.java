package dev.penstock.tree;

import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Items with binary keys, and a small world of keys that is unkind to a tree. */
public final class TestItems {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private final boolean hasSortKey;
    private final KeySchema schema;
    private final ValueWriter writer = new ValueWriter();
    private final List<byte[]> partitionKeys = new ArrayList<>();
    private final List<byte[]> sortKeys = new ArrayList<>();

    public TestItems(boolean hasSortKey) {
        this.hasSortKey = hasSortKey;
        var sortKey = hasSortKey ? new KeyAttribute("s", KeyType.B) : null;
        schema = new KeySchema(new KeyAttribute("p", KeyType.B), sortKey);
    }

    /** A few collections (or many keys, without sort key), two thirds of them with one hash. */
    static TestItems unkind(boolean hasSortKey, SplittableRandom random) {
        var items = new TestItems(hasSortKey);
        int partitions = hasSortKey ? 1 + random.nextInt(6) : 60;
        byte[] twin = words(random.nextLong(), random.nextLong());
        for (int i = 0; i < partitions; i++) {
            items.partitionKeys.add(
                    random.nextInt(3) == 0
                            ? words(random.nextLong(), random.nextLong())
                            : withHashOf(twin, random.nextLong()));
        }
        byte[] start = "the same beginning".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < 40; i++) {
            int shared = random.nextInt(start.length);
            byte[] sortKey = java.util.Arrays.copyOf(start, shared + 1 + random.nextInt(3));
            sortKey[sortKey.length - 1] = (byte) random.nextInt(-2, 2);
            items.sortKeys.add(sortKey);
        }
        return items;
    }

    boolean hasSortKey() {
        return hasSortKey;
    }

    byte[] partitionKey(SplittableRandom random) {
        return partitionKeys.get(random.nextInt(partitionKeys.size()));
    }

    byte[] sortKey(SplittableRandom random) {
        return sortKeys.get(random.nextInt(sortKeys.size()));
    }

    ItemKey key(SplittableRandom random) {
        return ItemKey.of(item(partitionKey(random), sortKey(random), new byte[0]), hasSortKey);
    }

    /** An item with a random key and value. */
    byte[] item(SplittableRandom random) {
        byte[] value = new byte[random.nextInt(12)];
        random.nextBytes(value);
        return item(partitionKey(random), sortKey(random), value);
    }

    public byte[] item(byte[] partitionKey, byte[] sortKey, byte[] value) {
        writer.reset();
        writer.beginItem(schema);
        writer.name("p");
        writer.binary(partitionKey);
        if (hasSortKey) {
            writer.name("s");
            writer.binary(sortKey);
        }
        writer.name("v");
        writer.binary(value);
        return writer.endItem();
    }

    public ItemKey keyOf(byte[] item) {
        return ItemKey.of(item, hasSortKey);
    }

    public static byte[] words(long first, long second) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(first)
                .putLong(second)
                .array();
    }

    /** Other bytes with the same XXH64: its steps for 16 bytes, solved for the second word. */
    static byte[] withHashOf(byte[] sixteenBytes, long first) {
        ByteBuffer original = ByteBuffer.wrap(sixteenBytes).order(ByteOrder.LITTLE_ENDIAN);
        long wanted = afterFirst(original.getLong(0)) ^ round(original.getLong(8));
        long rounded = wanted ^ afterFirst(first);
        long second = Long.rotateRight(rounded * inverse(PRIME_1), 31) * inverse(PRIME_2);
        return words(first, second);
    }

    private static long afterFirst(long word) {
        return Long.rotateLeft((PRIME_5 + 16) ^ round(word), 27) * PRIME_1 + PRIME_4;
    }

    private static long round(long word) {
        return Long.rotateLeft(word * PRIME_2, 31) * PRIME_1;
    }

    /** Modulo 2^64, by Newton's method: each step doubles the right bits. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
