package dev.penstock.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.item.ItemKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TreeBuilderTest {
    @Test
    void aBuiltTreeHoldsWhatWasAppendedAndCanBeEdited() {
        Seeds.run(300, TreeBuilderTest::buildAndEdit);
    }

    @Test
    void aBuiltTreeHasFullLeaves() {
        var sorted = sorted(640);
        assertThat(TreeCheck.leafCount(build(sorted, 100))).isEqualTo(10);
        assertThat(TreeCheck.leafCount(build(sorted, 50))).isEqualTo(20);
    }

    @Test
    void itemsOutOfOrderAreRefused() {
        List<byte[]> sorted = sorted(2);
        var builder = new TreeBuilder(TreeShape.of(true));
        builder.append(sorted.get(1));
        assertThatThrownBy(() -> builder.append(sorted.get(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.append(sorted.get(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void buildAndEdit(long seed) {
        var random = new SplittableRandom(seed);
        var items = TestItems.unkind(random.nextBoolean(), random);
        var model = new TreeMap<ItemKey, byte[]>();
        int count = random.nextInt(100);
        for (int i = 0; i < count; i++) {
            byte[] item = items.item(random);
            model.put(items.keyOf(item), item);
        }
        var shape = new TreeShape(items.hasSortKey(), 4 + random.nextInt(4), 4 + random.nextInt(4));
        var builder = new TreeBuilder(shape, 50 + random.nextInt(51));
        model.values().forEach(builder::append);
        Tree built = builder.build();
        List<byte[]> before = new ArrayList<>(model.values());
        assertThat(TreeCheck.items(built).equals(before)).isTrue();

        var editor = new TreeEditor(built);
        for (int i = 0; i < 50; i++) {
            byte[] item = items.item(random);
            assertThat(editor.put(item)).isSameAs(model.put(items.keyOf(item), item));
            ItemKey removed = items.key(random);
            assertThat(editor.remove(removed)).isSameAs(model.remove(removed));
        }
        assertThat(TreeCheck.items(editor.publish()).equals(List.copyOf(model.values()))).isTrue();
        assertThat(TreeCheck.items(built).equals(before)).isTrue();
    }

    private static Tree build(List<byte[]> sorted, int fillPercent) {
        var builder = new TreeBuilder(TreeShape.of(true), fillPercent);
        sorted.forEach(builder::append);
        return builder.build();
    }

    private static List<byte[]> sorted(int count) {
        var items = new TestItems(true);
        var sorted = new TreeMap<ItemKey, byte[]>();
        for (int i = 0; i < count; i++) {
            byte[] item = items.item(TestItems.words(i % 7, 0), TestItems.words(i, 1), new byte[1]);
            sorted.put(items.keyOf(item), item);
        }
        return List.copyOf(sorted.values());
    }
}
