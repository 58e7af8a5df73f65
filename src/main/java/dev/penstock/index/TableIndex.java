package dev.penstock.index;

import dev.penstock.index.IndexedVersion.IndexedTable;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.TableDefinition;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeDiff;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One index of one table. Applier's own, but for what readers see. */
final class TableIndex implements HiddenIndex {
    private final int tableId;
    private final IndexEntries entries;
    private IndexDefinition definition;

    /** Null until it is built, and once it is dropped. */
    private @Nullable IndexTrees trees;

    /** Null if none is running. */
    private @Nullable Backfill backfill;

    /** Set by the applier with each publication, read by any thread; null: nothing to read yet. */
    private volatile @Nullable PartitionedTree visible;

    private boolean isChanged;
    private boolean hasAsked;

    TableIndex(TableDefinition table, IndexDefinition definition) {
        tableId = table.id();
        this.definition = definition;
        entries = new IndexEntries(definition, table.keySchema());
    }

    @Override
    public int tableId() {
        return tableId;
    }

    int id() {
        return definition.id();
    }

    @Override
    public IndexEntries entries() {
        return entries;
    }

    /** Whether it is the engine's own. */
    boolean isHidden() {
        return id() == HiddenIndex.ID;
    }

    boolean isBuilt() {
        return trees != null;
    }

    /** Whether a backfill is to make it. */
    boolean isToBeMade() {
        boolean isWanted = isHidden() || definition.state() == IndexDefinition.State.BACKFILLING;
        return isWanted && !isBuilt();
    }

    /** Whether nothing is left to do but to keep it. */
    boolean isSettled() {
        return definition.state() == IndexDefinition.State.ACTIVE && (isBuilt() || !isHidden());
    }

    IndexDefinition definition() {
        return definition;
    }

    void define(IndexDefinition changed) {
        if (changed.state() != definition.state()) {
            hasAsked = false;
        }
        definition = changed;
    }

    @Nullable Backfill backfill() {
        return backfill;
    }

    void begin(Backfill begun) {
        backfill = begun;
    }

    /** What the backfill came to, and in what the table differs from what it was made of. */
    void adopt(Backfill.Built built, IndexedTable now) {
        backfill = null;
        adopt(built.index());
        catchUp(built.trees(), now.trees());
    }

    /** The index of a table's trees as they are now. */
    void adopt(PartitionedTree built) {
        trees = new IndexTrees(entries, built);
        isChanged = true;
    }

    void apply(byte @Nullable [] before, byte @Nullable [] after) {
        if (trees != null) {
            trees.apply(before, after);
            isChanged = true;
        }
    }

    /** Forgets what was not published, and applies what the table's trees differ in instead. */
    void catchUp(List<Tree> from, List<Tree> to) {
        IndexTrees changed = trees;
        if (changed == null) {
            return;
        }
        changed.discard();
        isChanged = true;
        for (int i = 0; i < from.size(); i++) {
            TreeDiff.between(from.get(i), to.get(i), changed::apply);
        }
    }

    /** What readers see from now on; null if nothing has changed. */
    @Nullable PartitionedTree publish() {
        if (trees == null || !isChanged) {
            return null;
        }
        isChanged = false;
        PartitionedTree published = trees.publish();
        visible = published;
        return published;
    }

    /** Gives up what it holds. */
    void drop() {
        if (backfill != null) {
            backfill.giveUp();
            backfill = null;
        }
        trees = null;
        visible = null;
    }

    /** Whether the catalogue is to be asked for what is next in its life, for the first time. */
    boolean mustAsk() {
        boolean isDue =
                switch (definition.state()) {
                    case BACKFILLING -> trees != null;
                    case ACTIVE -> false;
                    case DELETING -> true;
                };
        return isDue && !hasAsked;
    }

    void onAsked() {
        hasAsked = true;
    }

    /** It may be that the answer got lost: a full disk, a full inbox. */
    void askAgain() {
        hasAsked = false;
    }

    /** Any thread. */
    @Override
    public @Nullable PartitionedTree visible() {
        return visible;
    }
}
