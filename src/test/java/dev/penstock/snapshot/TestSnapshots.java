package dev.penstock.snapshot;

import dev.penstock.log.LogEnd;
import dev.penstock.tree.KeyRange;
import dev.penstock.tree.TestItems;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeCursor;
import dev.penstock.tree.TreeEditor;
import dev.penstock.tree.TreeShape;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small snapshots, and what is in one. */
final class TestSnapshots {
    static final PartitionId FIRST = new PartitionId(17, 0);
    static final PartitionId SECOND = new PartitionId(17, 3);
    private static final int PARTITIONS = 4;

    private TestSnapshots() {}

    static byte[] item(int key, int valueBytes) {
        return new TestItems(true)
                .item(TestItems.words(key % 3, 5), TestItems.words(key, 5), new byte[valueBytes]);
    }

    static Tree tree(int items) {
        return with(
                Tree.empty(new TreeShape(true, 4, 4)),
                IntStream.range(0, items).mapToObj(i -> item(i, i % 40)));
    }

    static Tree with(Tree tree, Stream<byte[]> items) {
        var editor = new TreeEditor(tree);
        items.forEach(editor::put);
        return editor.publish();
    }

    static Snapshot snapshot(long sequence, Map<PartitionId, Tree> trees) {
        return new Snapshot(new LogEnd(sequence, sequence, 1_000 + sequence), PARTITIONS, trees);
    }

    static LoadedSnapshot load(SnapshotStore store) {
        return store.load(Runnable::run, hasSortKey -> new TreeShape(hasSortKey, 4, 4));
    }

    /** All items, comparable: trees are equal only to themselves. */
    static Map<PartitionId, List<String>> content(Snapshot snapshot) {
        var content = new HashMap<PartitionId, List<String>>();
        snapshot.trees()
                .forEach(
                        (id, tree) -> {
                            if (tree.itemCount() > 0) {
                                content.put(id, content(tree));
                            }
                        });
        return content;
    }

    private static List<String> content(Tree tree) {
        var items = Stream.<String>builder();
        TreeCursor cursor = tree.cursor(KeyRange.all(), true);
        while (cursor.next()) {
            items.add(HexFormat.of().formatHex(cursor.item()));
        }
        return items.build().toList();
    }
}
