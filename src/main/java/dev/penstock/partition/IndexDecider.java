package dev.penstock.partition;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.partition.system.DefinitionRow;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges what the indexes ask of the catalogue, against the unpublished root, without altering it.
 * What has been overtaken meanwhile changes nothing.
 */
final class IndexDecider {
    private final Draft draft;
    private final Room room;

    IndexDecider(Draft draft, Room room) {
        this.draft = draft;
        this.room = room;
    }

    Decision activate(int tableId, int indexId) {
        DraftTable table = table(tableId);
        IndexDefinition index = table.definition().index(indexId);
        return index == null || index.state() != IndexDefinition.State.BACKFILLING
                ? unchanged(table)
                : define(table, index, index.with(IndexDefinition.State.ACTIVE));
    }

    Decision remove(int tableId, int indexId) {
        DraftTable table = table(tableId);
        IndexDefinition index = table.definition().index(indexId);
        return index == null || index.state() != IndexDefinition.State.DELETING
                ? unchanged(table)
                : define(table, index, null);
    }

    private Decision define(
            DraftTable table, IndexDefinition index, @Nullable IndexDefinition changed) {
        if (room.disk() == DiskLevel.EXHAUSTED) {
            throw new RequestException(ErrorCode.INTERNAL, Room.DISK_FULL);
        }
        TableDefinition before = table.definition();
        List<IndexDefinition> indexes = new ArrayList<>(before.indexes());
        indexes.remove(index);
        if (changed != null) {
            indexes.add(changed);
        }
        TableDefinition after = before.with(indexes);
        return Decision.of(
                outcome(table, after), SystemTable.TABLES.put(DefinitionRow.encode(after)));
    }

    private static Decision unchanged(DraftTable table) {
        return Decision.unchanged(outcome(table, table.definition()));
    }

    private static Outcome outcome(DraftTable table, TableDefinition definition) {
        return new Outcome.TableChanged(
                definition,
                TableStatus.ACTIVE,
                table.published().itemCount(),
                table.published().sizeBytes());
    }

    private DraftTable table(int tableId) {
        DraftTable table = draft.table(tableId);
        if (table == null) {
            throw new RequestException(ErrorCode.RESOURCE_NOT_FOUND, ItemDecider.TABLE_GONE);
        }
        return table;
    }
}
