package dev.penstock.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeEditorTest {
    private static final byte[] PARTITION = TestItems.words(1, 2);

    private final TestItems items = new TestItems(true);
    private final TreeEditor editor = new TreeEditor(Tree.empty(TreeShape.of(true)));

    @Test
    void aBatchWithoutChangePublishesTheSameTree() {
        editor.put(item(1));
        Tree tree = editor.publish();
        assertThat(editor.remove(key(2))).isNull();
        assertThat(editor.publish()).isSameAs(tree);
        editor.put(item(1));
        assertThat(editor.publish()).isNotSameAs(tree);
    }

    @Test
    void unpublishedChangesAreSeenByTheEditorOnly() {
        byte[] item = item(1);
        Tree before = editor.publish();
        editor.put(item);
        assertThat(editor.get(key(1))).isSameAs(item);
        assertThat(before.get(key(1))).isNull();
        assertThat(editor.publish().get(key(1))).isSameAs(item);
    }

    @Test
    void sizesFollowEveryChange() {
        byte[] small = items.item(PARTITION, new byte[] {1}, new byte[1]);
        byte[] large = items.item(PARTITION, new byte[] {1}, new byte[100]);
        editor.put(small);
        assertThat(editor.publish().sizeBytes()).isEqualTo(ItemBytes.sizeBytes(small));
        editor.put(large);
        Tree tree = editor.publish();
        assertThat(tree.sizeBytes()).isEqualTo(ItemBytes.sizeBytes(large));
        assertThat(tree.liveBytes()).isGreaterThan(large.length);
        assertThat(tree.itemCount()).isEqualTo(1);
        editor.remove(items.keyOf(small));
        assertThat(editor.publish().size()).isEqualTo(TreeSize.ZERO);
    }

    @Test
    void ascendingSortKeysLeaveLeavesSevenEighthsFull() {
        for (int i = 0; i < 10_000; i++) {
            editor.put(item(i));
        }
        assertThat(itemsPerLeaf(editor.publish())).isGreaterThan(55);
    }

    @Test
    void descendingSortKeysLeaveLeavesSevenEighthsFull() {
        for (int i = 10_000; i > 0; i--) {
            editor.put(item(i));
        }
        assertThat(itemsPerLeaf(editor.publish())).isGreaterThan(55);
    }

    @Test
    void removalsDoNotLeaveLeavesNearlyEmpty() {
        List<ItemKey> keys = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            editor.put(item(i));
            keys.add(key(i));
        }
        Collections.shuffle(keys, new Random(7));
        keys.subList(0, 19_000).forEach(editor::remove);
        assertThat(itemsPerLeaf(editor.publish())).isGreaterThan(20);
    }

    @Test
    void anOverwriteSharesTheKeysOfTheOlderLeaf() {
        editor.put(item(1));
        var before = (Leaf) editor.publish().root();
        editor.put(item(1));
        var after = (Leaf) editor.publish().root();
        assertThat(after).isNotSameAs(before);
        assertThat(after.hashes).isSameAs(before.hashes);
        assertThat(after.keys).isNotSameAs(before.keys);
    }

    @Test
    void aNodeIsCopiedOnceInABatch() {
        editor.put(item(1));
        editor.publish();
        editor.put(item(2));
        byte[] replaced = item(2);
        editor.put(replaced);
        Tree tree = editor.publish();
        editor.put(item(1));
        assertThat(tree.get(key(2))).isSameAs(replaced);
        assertThat(tree.root()).isNotSameAs(editor.publish().root());
    }

    @Test
    void sizesOutOfBoundsAreRefused() {
        assertThatThrownBy(() -> new TreeShape(true, 3, 64))
                .hasMessage("leafMax must be from 4 to 1024: 3");
        assertThatThrownBy(() -> new TreeShape(true, 64, 1_025))
                .hasMessage("fanOut must be from 4 to 1024: 1025");
    }

    private static double itemsPerLeaf(Tree tree) {
        return (double) tree.itemCount() / TreeCheck.leafCount(tree);
    }

    private byte[] item(int sortKey) {
        byte[] bytes = {
            (byte) (sortKey >> 24), (byte) (sortKey >> 16), (byte) (sortKey >> 8), (byte) sortKey
        };
        return items.item(PARTITION, bytes, new byte[3]);
    }

    private ItemKey key(int sortKey) {
        return items.keyOf(item(sortKey));
    }
}
