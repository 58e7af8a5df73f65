package dev.penstock.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.item.ItemKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two versions of a tree, applied to a map: the difference makes the one of the other. */
class TreeDiffModelTest {
    private static final int SEEDS = 500;

    @Test
    void theDifferenceMakesOneVersionOfAnother() {
        Seeds.run(SEEDS, seed -> run(new SplittableRandom(seed)));
    }

    private static void run(SplittableRandom random) {
        var items = TestItems.unkind(random.nextBoolean(), random);
        var editor = new TreeEditor(Tree.empty(new TreeShape(items.hasSortKey(), 4, 4)));
        Map<ItemKey, byte[]> model = new TreeMap<>();
        for (int batch = 0; batch < 20; batch++) {
            Tree before = editor.publish();
            var left = new TreeMap<>(model);
            int edits = random.nextInt(20);
            int removals = random.nextInt(10);
            for (int i = 0; i < edits; i++) {
                byte[] item = items.item(random);
                ItemKey key = items.keyOf(item);
                if (random.nextInt(10) < removals) {
                    editor.remove(key);
                    model.remove(key);
                } else {
                    editor.put(item);
                    model.put(key, item);
                }
            }
            Tree after = editor.publish();
            requireDifference(before, after, left, items);
            assertThat(List.copyOf(left.values())).isEqualTo(List.copyOf(model.values()));
        }
        assertThat(changes(editor.publish(), editor.publish())).isZero();
    }

    /** Applies it to the map, each key in order and once. */
    private static void requireDifference(
            Tree before, Tree after, Map<ItemKey, byte[]> left, TestItems items) {
        var keys = new ArrayList<ItemKey>();
        TreeDiff.between(
                before,
                after,
                (old, now) -> {
                    byte[] either = now == null ? old : now;
                    if (either == null) {
                        throw new AssertionError("a change of nothing");
                    }
                    ItemKey key = items.keyOf(either);
                    keys.add(key);
                    assertThat(left.get(key)).isSameAs(old);
                    var ignored = now == null ? left.remove(key) : left.put(key, now);
                });
        assertThat(keys).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsSharedIsNotLookedAt() {
        var builder = new TreeBuilder(new TreeShape(false, 4, 4));
        var items = TestItems.unkind(false, new SplittableRandom(1));
        var sorted = new TreeMap<ItemKey, byte[]>();
        var random = new SplittableRandom(2);
        for (int i = 0; i < 500; i++) {
            byte[] item = items.item(random);
            sorted.put(items.keyOf(item), item);
        }
        sorted.values().forEach(builder::append);
        var editor = new TreeEditor(builder.build());
        Tree before = editor.publish();
        editor.put(sorted.firstEntry().getValue().clone());

        assertThat(changes(before, editor.publish())).isEqualTo(1);
    }

    private static int changes(Tree before, Tree after) {
        var changes = new int[1];
        TreeDiff.between(before, after, (_, _) -> changes[0]++);
        return changes[0];
    }
}
