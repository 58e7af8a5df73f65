package dev.penstock.index;

import dev.penstock.item.ItemKey;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeEditor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next version of one index while the applier makes it. Applier's own. */
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
        if (before == null || after == null || !entries.haveSameKey(before, after)) {
            remove(before);
            put(after);
        } else if (!entries.haveSameImage(before, after)) {
            put(after);
        }
    }

    private void remove(byte @Nullable [] item) {
        ItemKey key = item == null ? null : entries.key(item);
        if (key != null) {
            editor(key).remove(key);
        }
    }

    private void put(byte @Nullable [] item) {
        ItemKey key = item == null ? null : entries.key(item);
        if (item != null && key != null) {
            editor(key).putImage(key, entries.image(item));
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
