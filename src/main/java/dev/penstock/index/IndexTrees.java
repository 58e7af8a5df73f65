package dev.penstock.index;

import dev.penstock.item.ItemKey;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeEditor;
import java.util.Arrays;
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
        ItemKey from = before == null ? null : entries.key(before);
        ItemKey to = after == null ? null : entries.key(after);
        if (from != null && (to == null || from.compareTo(to) != 0)) {
            editor(from).remove(from);
        }
        if (to == null || after == null) {
            return;
        }
        byte[] image = entries.image(after);
        boolean isSame =
                from != null
                        && before != null
                        && from.compareTo(to) == 0
                        && Arrays.equals(entries.image(before), image);
        if (!isSame) {
            editor(to).putImage(to, image);
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
