package dev.penstock.expression;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.item.IndexKey;
import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Composite keys and their ranges against the plain attributes that they are made of. */
class CompositeRangeModelTest {
    private static final KeySchema TABLE =
            new KeySchema(new KeyAttribute("pk", KeyType.B), new KeyAttribute("sk", KeyType.B));
    private static final List<KeyTest.Operator> OPERATORS = List.of(KeyTest.Operator.values());
    private static final List<String> SORT_NAMES = List.of("a", "b", "c", "d");

    private final ValueWriter writer = new ValueWriter();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void keysSortAsTheirAttributesDo(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var schema = schema(random);
            var key = new IndexKey(schema, TABLE);
            var first = new Entry(random, schema);
            var second = new Entry(random, schema);
            var a = ItemKey.of(requireNonNull(key.of(first.item(), 1)), true);
            var b = ItemKey.of(requireNonNull(key.of(second.item(), 1)), true);
            int expected = first.compareSort(second);
            assertThat(Integer.signum(a.compareSortKey(b))).isEqualTo(expected);
            assertThat(a.comparePartitionKey(b) == 0)
                    .isEqualTo(Arrays.deepEquals(first.partition, second.partition));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void aRangeHoldsExactlyWhatTheConditionSelects(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var schema = schema(random);
            var entry = new Entry(random, schema);
            var tests = new ArrayList<KeyTest>();
            for (int i = 0; i < schema.partitionKeys().size(); i++) {
                tests.add(
                        test(
                                schema.partitionKeys().get(i).name(),
                                KeyTest.Operator.EQ,
                                entry.partition[i]));
            }
            boolean selected = true;
            int sortTests = random.nextInt(schema.sortKeys().size() + 1);
            for (int i = 0; i < sortTests; i++) {
                byte[] actual = entry.sort[i];
                byte[] low = random.nextBoolean() ? actual : bytes(random);
                byte[] high = bytes(random);
                var operator =
                        i < sortTests - 1
                                ? KeyTest.Operator.EQ
                                : OPERATORS.get(random.nextInt(OPERATORS.size()));
                tests.add(test(SORT_NAMES.get(i), operator, low, high));
                selected &= selects(operator, actual, low, high);
            }
            var range = new KeyCondition(tests).range(schema);
            byte[] entryKey = requireNonNull(new IndexKey(schema, TABLE).of(entry.item(), 1));
            var key = ItemKey.of(entryKey, true);
            int from = key.sortKeyOffset();
            assertThat(range.sortRange().contains(entryKey, from, from + key.sortKeyLength()))
                    .isEqualTo(selected);
            int partition = key.partitionKeyOffset();
            assertThat(range.partitionKey())
                    .isEqualTo(
                            Arrays.copyOfRange(
                                    entryKey, partition, partition + key.partitionKeyLength()));
        }
    }

    private static boolean selects(
            KeyTest.Operator operator, byte[] actual, byte[] low, byte[] high) {
        int order = Arrays.compareUnsigned(actual, low);
        return switch (operator) {
            case EQ -> order == 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case BETWEEN -> order >= 0 && Arrays.compareUnsigned(actual, high) <= 0;
            case BEGINS_WITH ->
                    actual.length >= low.length
                            && Arrays.equals(actual, 0, low.length, low, 0, low.length);
        };
    }

    private KeyTest test(String name, KeyTest.Operator operator, byte[]... operands) {
        var values = new ArrayList<byte[]>();
        int count = operator == KeyTest.Operator.BETWEEN ? 2 : 1;
        for (int i = 0; i < count; i++) {
            writer.reset();
            writer.binary(operands[i]);
            values.add(writer.toValue());
        }
        return new KeyTest(name, operator, values);
    }

    private static IndexKeySchema schema(Random random) {
        return new IndexKeySchema(
                attributes(List.of("w", "x", "y", "z"), 1 + random.nextInt(4)),
                attributes(SORT_NAMES, random.nextInt(5)));
    }

    private static List<KeyAttribute> attributes(List<String> names, int count) {
        return names.subList(0, count).stream()
                .map(name -> new KeyAttribute(name, KeyType.B))
                .toList();
    }

    /** Short, and of bytes that escaping and ending must tell apart. */
    private static byte[] bytes(Random random) {
        var bytes = new byte[1 + random.nextInt(3)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = new byte[] {0, 1, (byte) 0xFE, (byte) 0xFF}[random.nextInt(4)];
        }
        return bytes;
    }

    private final class Entry {
        private final IndexKeySchema schema;
        private final byte[][] partition;
        private final byte[][] sort;
        private final byte[] tablePartition;
        private final byte[] tableSort;

        Entry(Random random, IndexKeySchema schema) {
            this.schema = schema;
            partition = values(random, schema.partitionKeys());
            sort = values(random, schema.sortKeys());
            tablePartition = bytes(random);
            tableSort = bytes(random);
        }

        private static byte[][] values(Random random, List<KeyAttribute> attributes) {
            var values = new byte[attributes.size()][];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes(random);
            }
            return values;
        }

        byte[] item() {
            writer.beginItem(TABLE);
            put("pk", tablePartition);
            put("sk", tableSort);
            for (int i = 0; i < partition.length; i++) {
                put(schema.partitionKeys().get(i).name(), partition[i]);
            }
            for (int i = 0; i < sort.length; i++) {
                put(schema.sortKeys().get(i).name(), sort[i]);
            }
            return writer.endItem();
        }

        private void put(String name, byte[] value) {
            writer.name(name);
            writer.binary(value);
        }

        int compareSort(Entry other) {
            for (int i = 0; i < sort.length; i++) {
                int order = Arrays.compareUnsigned(sort[i], other.sort[i]);
                if (order != 0) {
                    return Integer.signum(order);
                }
            }
            int order = Arrays.compareUnsigned(tablePartition, other.tablePartition);
            return Integer.signum(
                    order != 0 ? order : Arrays.compareUnsigned(tableSort, other.tableSort));
        }
    }
}
