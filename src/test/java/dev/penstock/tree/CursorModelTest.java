package dev.penstock.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.item.ItemKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Random ranges, read in both directions, against a filter over a sorted map. */
class CursorModelTest {
    private static final int SEEDS = 600;
    private static final int RANGES = 40;

    @Test
    void aCursorReadsWhatAFilterOverAllItemsKeeps() {
        Seeds.run(SEEDS, seed -> new Run(new SplittableRandom(seed)).run());
    }

    @Test
    void aCursorHasNoItemBeforeTheFirst() {
        var cursor = Tree.empty(TreeShape.of(true)).cursor(KeyRange.all(), true);
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.next()).isFalse();
        assertThatThrownBy(cursor::item).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSortKeyBoundsOnlyACollection() {
        assertThatThrownBy(() -> KeyRange.all().sortKeyAbove(new byte[1]))
                .isInstanceOf(IllegalStateException.class);
    }

    /** A range and what it means. */
    private record Meant(KeyRange range, Predicate<ItemKey> holds) {
        Meant and(KeyRange narrower, Predicate<ItemKey> more) {
            return new Meant(narrower, holds.and(more));
        }
    }

    private static final class Run {
        private final SplittableRandom random;
        private final TestItems items;
        private final TreeMap<ItemKey, byte[]> model = new TreeMap<>();
        private final Tree tree;

        Run(SplittableRandom random) {
            this.random = random;
            items = TestItems.unkind(random.nextBoolean(), random);
            int size = random.nextInt(120);
            for (int i = 0; i < size; i++) {
                byte[] item = items.item(random);
                model.put(items.keyOf(item), item);
            }
            var shape = new TreeShape(items.hasSortKey(), 4 + random.nextInt(4), 4);
            tree = random.nextBoolean() ? built(shape) : edited(shape);
        }

        void run() {
            for (int i = 0; i < RANGES; i++) {
                check(meant());
            }
        }

        private void check(Meant meant) {
            List<byte[]> expected = new ArrayList<>();
            model.forEach(
                    (key, item) -> {
                        if (meant.holds.test(key)) {
                            expected.add(item);
                        }
                    });
            assertThat(read(meant.range, true).equals(expected)).isTrue();
            assertThat(read(meant.range, false).equals(expected.reversed())).isTrue();
            ItemKey any = items.key(random);
            assertThat(meant.range.contains(any)).isEqualTo(meant.holds.test(any));
        }

        private List<byte[]> read(KeyRange range, boolean ascending) {
            List<byte[]> found = new ArrayList<>();
            TreeCursor cursor = tree.cursor(range, ascending);
            while (cursor.next()) {
                found.add(cursor.item());
            }
            return found;
        }

        private Meant meant() {
            Meant meant =
                    switch (random.nextInt(3)) {
                        case 0 -> new Meant(KeyRange.all(), key -> true);
                        case 1 -> hashes();
                        default -> collection();
                    };
            if (random.nextBoolean()) {
                return meant;
            }
            ItemKey from = items.key(random);
            if (!meant.holds.test(from)) {
                assertThatThrownBy(() -> meant.range.behind(from))
                        .isInstanceOf(IllegalArgumentException.class);
                return meant;
            }
            return switch (random.nextInt(3)) {
                case 0 -> meant.and(meant.range.behind(from), key -> key.compareTo(from) > 0);
                case 1 -> meant.and(meant.range.before(from), key -> key.compareTo(from) < 0);
                default -> meant.and(meant.range.from(from), key -> key.compareTo(from) >= 0);
            };
        }

        private Meant hashes() {
            long first = items.key(random).hash() + random.nextInt(2);
            long last = items.key(random).hash() - random.nextInt(2);
            return new Meant(
                    KeyRange.hashes(first, last),
                    key ->
                            Long.compareUnsigned(key.hash(), first) >= 0
                                    && Long.compareUnsigned(key.hash(), last) <= 0);
        }

        private Meant collection() {
            byte[] partitionKey = items.partitionKey(random);
            var meant =
                    new Meant(
                            KeyRange.collection(partitionKey),
                            key -> Arrays.equals(partitionKey(key), partitionKey));
            if (!items.hasSortKey()) {
                return meant;
            }
            return random.nextInt(4) == 0 ? beginning(meant) : lower(upper(meant));
        }

        private Meant beginning(Meant meant) {
            byte[] sortKey = items.sortKey(random);
            byte[] start = Arrays.copyOf(sortKey, random.nextInt(sortKey.length + 1));
            return meant.and(
                    meant.range.sortKeyStartsWith(start), key -> startsWith(sortKey(key), start));
        }

        private Meant lower(Meant meant) {
            byte[] low = items.sortKey(random);
            return switch (random.nextInt(4)) {
                case 0 -> meant.and(meant.range.sortKeyAtLeast(low), key -> order(key, low) >= 0);
                case 1 -> meant.and(meant.range.sortKeyAbove(low), key -> order(key, low) > 0);
                default -> meant;
            };
        }

        private Meant upper(Meant meant) {
            byte[] high = items.sortKey(random);
            return switch (random.nextInt(4)) {
                case 0 -> meant.and(meant.range.sortKeyAtMost(high), key -> order(key, high) <= 0);
                case 1 -> meant.and(meant.range.sortKeyBelow(high), key -> order(key, high) < 0);
                default -> meant;
            };
        }

        private Tree built(TreeShape shape) {
            var builder = new TreeBuilder(shape, 50 + random.nextInt(51));
            model.values().forEach(builder::append);
            return builder.build();
        }

        private Tree edited(TreeShape shape) {
            var editor = new TreeEditor(Tree.empty(shape));
            model.values().forEach(editor::put);
            return editor.publish();
        }
    }

    private static int order(ItemKey key, byte[] sortKey) {
        return Arrays.compareUnsigned(sortKey(key), sortKey);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static byte[] partitionKey(ItemKey key) {
        int from = key.partitionKeyOffset();
        return Arrays.copyOfRange(key.bytes(), from, from + key.partitionKeyLength());
    }

    private static byte[] sortKey(ItemKey key) {
        int from = key.sortKeyOffset();
        return Arrays.copyOfRange(key.bytes(), from, from + key.sortKeyLength());
    }
}
