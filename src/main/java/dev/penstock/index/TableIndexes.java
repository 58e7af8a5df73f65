package dev.penstock.index;

import dev.penstock.feed.FeedChange;
import dev.penstock.index.IndexedVersion.IndexedTable;
import dev.penstock.table.IndexDefinition;
import dev.penstock.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The indexes of one table, and the table as they know it. Applier's own. */
final class TableIndexes {
    private final String tableName;
    private final int tableId;
    private final List<TableIndex> indexes = new ArrayList<>();

    /** What was taken and is not applied yet. */
    private final List<FeedChange> changes = new ArrayList<>();

    /** The table's trees when its changes were last published here. */
    private List<Tree> known;

    private boolean isTouched;

    TableIndexes(IndexedTable table) {
        tableName = table.definition().name();
        tableId = table.definition().id();
        known = table.trees();
    }

    int tableId() {
        return tableId;
    }

    List<TableIndex> indexes() {
        return indexes;
    }

    void add(FeedChange change) {
        changes.add(change);
    }

    /** One index after the other: its upper nodes, and the items, stay near meanwhile. */
    void apply() {
        isTouched = true;
        for (TableIndex index : indexes) {
            for (int i = 0; i < changes.size(); i++) {
                FeedChange change = changes.get(i);
                index.apply(change.before(), change.after());
            }
        }
        changes.clear();
    }

    /** The table as of a version; null if it is gone, whatever has its name now. Any thread. */
    @Nullable IndexedTable in(IndexedVersion version) {
        IndexedTable table = version.table(tableName);
        return table == null || table.definition().id() != tableId ? null : table;
    }

    /** Some changes were lost: what the trees differ in says what they were. */
    void catchUp(IndexedVersion version) {
        IndexedTable table = in(version);
        if (table != null) {
            isTouched = true;
            for (TableIndex index : indexes) {
                index.catchUp(known, table.trees());
            }
        }
    }

    /** Forgets the indexes that the table no longer has, and returns them. */
    List<TableIndex> define(IndexedTable table) {
        var gone = new ArrayList<TableIndex>();
        for (var each = indexes.iterator(); each.hasNext(); ) {
            TableIndex index = each.next();
            IndexDefinition changed =
                    index.isHidden()
                            ? sameHidden(table, index)
                            : table.definition().index(index.id());
            if (changed == null) {
                gone.add(index);
                each.remove();
            } else {
                index.define(changed);
            }
        }
        return gone;
    }

    private static @Nullable IndexDefinition sameHidden(IndexedTable table, TableIndex index) {
        IndexDefinition now = table.hidden();
        return index.definition().equals(now) ? now : null;
    }

    /** Those of the table that are not here yet. */
    List<IndexDefinition> missing(IndexedTable table) {
        return Stream.concat(
                        table.definition().indexes().stream(), Stream.ofNullable(table.hidden()))
                .filter(index -> indexes.stream().noneMatch(other -> other.id() == index.id()))
                .toList();
    }

    /** All up to this version is part of the indexes. */
    void onPublished(IndexedVersion version) {
        IndexedTable table = in(version);
        if (isTouched && table != null) {
            known = table.trees();
            isTouched = false;
        }
    }
}
