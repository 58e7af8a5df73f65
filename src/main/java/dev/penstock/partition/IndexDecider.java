package dev.penstock.partition;

import dev.penstock.common.Limit;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.partition.system.DefinitionRow;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexProjection;
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
    static final String MEMORY_FULL =
            "The server's memory has no room for the index. Delete items or give the server more"
                    + " memory.";

    /** Its key, its part of the nodes, and what it takes to sort it. */
    @Limit(
            of = "memory that an entry of an index to be made is counted with, beside its image",
            unit = "bytes",
            beyond = "an index that does not fit is refused with `ThrottlingException`")
    static final int ENTRY_BYTES = 192;

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

    /**
     * Refuses indexes for which there is no memory: what was made without it would end the process,
     * and the next start with it.
     *
     * @param changed a table as it is to be
     * @param hidden whether the engine makes an index of its own for it, too
     * @throws RequestException if what is to be made of it, beside all that is being made, does not
     *     fit
     */
    void requireMemory(TableDefinition changed, boolean hidden) {
        DraftTable table = draft.table(changed.name());
        long wanted = table == null ? 0 : bytes(changed, table.published());
        if (hidden && table != null) {
            wanted += table.published().itemCount() * ENTRY_BYTES;
        }
        if (wanted == 0) {
            return;
        }
        for (DraftTable other : draft.tables()) {
            if (other.id() != changed.id()) {
                wanted += bytes(other.definition(), other.published());
            }
        }
        if (!room.allowsGrowth(draft.liveBytes() + wanted)) {
            throw new RequestException(ErrorCode.THROTTLING, MEMORY_FULL);
        }
    }

    private static long bytes(TableDefinition definition, Table table) {
        long bytes = 0;
        for (IndexDefinition index : definition.indexes()) {
            if (index.state() == IndexDefinition.State.BACKFILLING) {
                boolean isShared = index.projection().type() == IndexProjection.Type.ALL;
                bytes += table.itemCount() * ENTRY_BYTES + (isShared ? 0 : table.sizeBytes());
            }
        }
        return bytes;
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
