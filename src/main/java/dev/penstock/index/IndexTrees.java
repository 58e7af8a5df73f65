package dev.penstock.index;

import dev.penstock.item.ItemKey;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeEditor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next version of one index in the making. Belongs to one thread: the applier, or who makes it.
 */
final class IndexTrees {
    private final IndexEntries entries;
    private final TreeEditor[] editors;
    private PartitionedTree published;

    IndexTrees(IndexEntries entries, PartitionedTree built) {
        this.entries = entries;
        published = built;
        editors = new TreeEditor[built.trees().size()];
        discard();
    }

    /** An item of the table became another; null: there was none, or there is none. */
    void apply(byte @Nullable [] before, byte @Nullable [] after) {
        var from = before == null ? null : entries.places(before);
        var to = after == null ? null : entries.places(after);
        boolean isMoved = from == null || to == null || !from.haveSameKey(to);
        if (from != null && isMoved) {
            ItemKey key = entries.key(from);
            editor(key).remove(key);
        }
        if (after == null || to == null) {
            return;
        }
        if (isMoved || before == null || !entries.haveSameImage(before, after)) {
            ItemKey key = entries.key(to);
            editor(key).putImage(key, entries.image(after));
        }
    }

    /** What was applied is part of what readers will see. */
    PartitionedTree publish() {
        var trees = new Tree[editors.length];
        for (int i = 0; i < trees.length; i++) {
            trees[i] = editors[i].publish();
        }
        published = new PartitionedTree(List.of(trees));
        return published;
    }

    /** Forgets what was applied since the last publication. */
    void discard() {
        for (int i = 0; i < editors.length; i++) {
            editors[i] = new TreeEditor(published.trees().get(i));
        }
    }

    private TreeEditor editor(ItemKey key) {
        return editors[PartitionedTree.partition(key.hash(), editors.length)];
    }
}
