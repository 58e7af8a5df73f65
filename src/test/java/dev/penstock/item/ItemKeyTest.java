package dev.penstock.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.common.Hash;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ItemKeyTest {
    private static final KeySchema BOTH =
            new KeySchema(new KeyAttribute("p", KeyType.S), new KeyAttribute("s", KeyType.B));
    private static final KeySchema PARTITION_ONLY =
            new KeySchema(new KeyAttribute("p", KeyType.S), null);

    private final ValueWriter writer = new ValueWriter();

    @Test
    void theHashIsThatOfThePartitionKeysPayload() {
        var key = ItemKey.of(item(PARTITION_ONLY, "abc"), false);
        assertThat(key.hash()).isEqualTo(0x44bc2cf5ad770999L);
        assertThat(ItemKey.hashOf(ModelValue.utf8("abc"))).isEqualTo(key.hash());
        assertThat(key.partitionKeyLength()).isEqualTo(3);
        assertThat(key.hasSortKey()).isFalse();
        assertThat(key.sortKeyOffset()).isEqualTo(-1);
        assertThat(key.sortKeyLength()).isZero();
    }

    @Test
    void aKeyThatEndsBehindItsBytesIsRefused() {
        byte[] item = item(BOTH, "abc", new byte[] {1, 2, 3});
        int lastAttributeBytes = 3;
        for (int length = 0; length < item.length - lastAttributeBytes; length++) {
            byte[] cut = Arrays.copyOf(item, length);
            assertThatThrownBy(() -> ItemKey.of(cut, true))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void keysOfEqualNumbersAreEqualWhateverTheirText() {
        var schema = new KeySchema(new KeyAttribute("p", KeyType.N), null);
        writer.beginItem(schema);
        writer.name("p");
        writer.number("1.50");
        var a = ItemKey.of(writer.endItem(), false);
        writer.beginItem(schema);
        writer.name("p");
        writer.number("15e-1");
        var b = ItemKey.of(writer.endItem(), false);
        assertThat(a).isEqualTo(b).hasSameHashCodeAs(b);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void keysAreOrderedByHashPartitionKeyAndSortKey(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String partitionA = Integer.toString(random.nextInt(3));
            String partitionB = Integer.toString(random.nextInt(3));
            byte[] sortA = bytes(random);
            byte[] sortB = bytes(random);
            byte[] itemB = item(BOTH, partitionB, sortB);
            var a = ItemKey.of(item(BOTH, partitionA, sortA), true);
            var b = ItemKey.of(itemB, true);

            int expected =
                    Long.compareUnsigned(
                            Hash.xxh64(ModelValue.utf8(partitionA)),
                            Hash.xxh64(ModelValue.utf8(partitionB)));
            if (expected == 0) {
                expected = Integer.signum(Arrays.compareUnsigned(sortA, sortB));
                assertThat(Integer.signum(a.compareToItem(itemB))).isEqualTo(expected);
            }
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(expected);
            assertThat(a.equals(b)).isEqualTo(expected == 0);
            assertThat(expected != 0 || a.hashCode() == b.hashCode()).isTrue();
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(1, 4)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) - 1);
        }
        return bytes;
    }

    private byte[] item(KeySchema schema, String partitionKey, byte... sortKey) {
        writer.beginItem(schema);
        writer.name("a");
        writer.bool(true);
        if (schema.hasSortKey()) {
            writer.name("s");
            writer.binary(sortKey);
        }
        writer.name("p");
        writer.string(partitionKey);
        return writer.endItem();
    }
}
