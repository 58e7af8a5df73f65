package dev.penstock.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.item.ItemKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random edits against a sorted map, in small nodes, with versions held while edits go on. */
class TreeModelTest {
    private static final int SEEDS = 1_000;
    private static final int BATCHES = 30;

    @Test
    void everyVersionHoldsWhatTheMapHeldWhenItWasPublished() {
        Seeds.run(SEEDS, seed -> new Run(new SplittableRandom(seed)).run());
    }

    @Test
    void aTreeThatWasFilledAndEmptiedIsOneEmptyLeaf() {
        Seeds.run(
                200,
                seed -> {
                    var random = new SplittableRandom(seed);
                    var items = TestItems.unkind(random.nextBoolean(), random);
                    var editor = new TreeEditor(Tree.empty(smallShape(items, random)));
                    var keys = new ArrayList<ItemKey>();
                    for (int i = 0; i < 300; i++) {
                        byte[] item = items.item(random);
                        editor.put(item);
                        keys.add(items.keyOf(item));
                    }
                    while (!keys.isEmpty()) {
                        editor.remove(keys.remove(random.nextInt(keys.size())));
                        if (random.nextInt(5) == 0) {
                            editor.publish();
                        }
                    }
                    Tree tree = editor.publish();
                    assertThat(tree.innerLevels()).isZero();
                    assertThat(TreeCheck.items(tree)).isEmpty();
                });
    }

    private static TreeShape smallShape(TestItems items, SplittableRandom random) {
        return new TreeShape(items.hasSortKey(), 4 + random.nextInt(5), 4 + random.nextInt(3));
    }

    private static final class Run {
        private final SplittableRandom random;
        private final TestItems items;
        private final TreeMap<ItemKey, byte[]> model = new TreeMap<>();
        private final List<Held> held = new ArrayList<>();
        private final TreeEditor editor;

        Run(SplittableRandom random) {
            this.random = random;
            items = TestItems.unkind(random.nextBoolean(), random);
            editor = new TreeEditor(Tree.empty(smallShape(items, random)));
        }

        void run() {
            for (int batch = 0; batch < BATCHES; batch++) {
                int edits = random.nextInt(20);
                int removals = random.nextInt(10);
                for (int i = 0; i < edits; i++) {
                    edit(removals);
                }
                held.add(new Held(editor.publish(), List.copyOf(model.values())));
            }
            held.forEach(Held::check);
        }

        private void edit(int removalsOfTen) {
            if (random.nextInt(10) < removalsOfTen) {
                ItemKey key = items.key(random);
                assertThat(editor.remove(key)).isSameAs(model.remove(key));
            } else {
                byte[] item = items.item(random);
                ItemKey key = items.keyOf(item);
                assertThat(editor.put(key, item)).isSameAs(model.put(key, item));
            }
            ItemKey looked = items.key(random);
            assertThat(editor.get(looked)).isSameAs(model.get(looked));
            assertThat(editor.itemCount()).isEqualTo(model.size());
        }
    }

    private record Held(Tree tree, List<byte[]> items) {
        void check() {
            // Identity, not equality: the very arrays that were put.
            assertThat(TreeCheck.items(tree).equals(items)).isTrue();
        }
    }
}
