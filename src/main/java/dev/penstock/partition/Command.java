package dev.penstock.partition;

import dev.penstock.expression.Condition;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.system.ExportRow;
import dev.penstock.table.NewTable;
import dev.penstock.table.StreamDefinition;
import dev.penstock.table.TableChange;
import dev.penstock.table.destination.DestinationChange;
import dev.penstock.table.destination.StreamingDestination;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the writer is asked to do, checked by itself already (shape, limits, key schema,
 * expressions). Item commands carry the {@link Table} that they were checked against: if that table
 * is gone by the time the writer decides, the command is refused with DynamoDB's {@code
 * ResourceNotFoundException}, even if a table of the same name has taken its place.
 */
public sealed interface Command {
    /** A command on one item of one table. */
    sealed interface Write extends Command {
        /** The table as the caller saw it. */
        Table table();

        ItemKey key();

        Guard guard();
    }

    /**
     * Stores a whole item in place of what is there.
     *
     * @param key the item's key: {@code ItemKey.of(item, table.definition().keySchema()...)}
     * @param item encoded item; its size is checked by the writer, with DynamoDB's text
     */
    @SuppressWarnings("ArrayRecordComponent") // Item bytes are never written to once they are made.
    record Put(Table table, ItemKey key, byte[] item, Guard guard) implements Write {}

    /**
     * Removes an item; no item there is not an error.
     *
     * @param keyItem encoded item that has only the key attributes
     */
    @SuppressWarnings("ArrayRecordComponent") // Item bytes are never written to once they are made.
    record Delete(Table table, ItemKey key, byte[] keyItem, Guard guard) implements Write {}

    /**
     * Changes an item in place, or makes it.
     *
     * @param keyItem encoded item that has only the key attributes
     */
    @SuppressWarnings("ArrayRecordComponent") // Item bytes are never written to once they are made.
    record Update(
            Table table,
            ItemKey key,
            byte[] keyItem,
            dev.penstock.expression.Update update,
            Guard guard)
            implements Write {}

    /**
     * What must hold of the item before a write.
     *
     * @param condition null: nothing
     * @param itemOnFailure whether {@link Outcome.ConditionFailed} carries the item that is there
     *     (ReturnValuesOnConditionCheckFailure = ALL_OLD)
     */
    record Guard(@Nullable Condition condition, boolean itemOnFailure) {
        public static final Guard NONE = new Guard(null, false);
    }

    /** Makes a table. Answered with {@link Outcome.TableChanged}, status CREATING. */
    record CreateTable(NewTable table) implements Command {}

    /** Changes settings of a table. Answered with {@link Outcome.TableChanged}, UPDATING. */
    record UpdateTable(String tableName, TableChange change) implements Command {}

    /** Removes a table with all its items. Answered with {@link Outcome.TableChanged}, DELETING. */
    record DeleteTable(String tableName) implements Command {}

    /**
     * An index has everything that its table had when it was asked for: from now on it may be read.
     * Of the engine itself; nothing is changed if that is no longer so.
     */
    record ActivateIndex(int tableId, int indexId) implements Command {}

    /**
     * Nothing is left of an index but its definition, which goes now. Of the engine itself; nothing
     * is changed if that is no longer so.
     */
    record RemoveIndex(int tableId, int indexId) implements Command {}

    /**
     * Adds or replaces tags of a table; answered with {@link Outcome.Tagged}. The edge has resolved
     * the ARN to the name.
     */
    record TagTable(String tableName, Map<String, String> tags) implements Command {
        public TagTable {
            tags = Map.copyOf(tags);
        }
    }

    /**
     * Upkeep of streams; answered with {@link Outcome.StreamsKept}.
     *
     * @param forgotten streams of which nothing can be read any more
     * @param closes whether there must be a commit, for shards that have ended before it
     */
    record KeepStreams(List<StreamDefinition.Identity> forgotten, boolean closes)
            implements Command {
        public KeepStreams {
            forgotten = List.copyOf(forgotten);
        }
    }

    /**
     * Changes which attribute of a table's items says when they expire, or that none does. Answered
     * with {@link Outcome.TableChanged}.
     */
    record UpdateTimeToLive(String tableName, String attributeName, boolean enabled)
            implements Command {}

    /**
     * Removes those of some items whose time has come, by what they are when it is decided. Of the
     * engine itself; answered with {@link Outcome.Expired}.
     *
     * @param items each with its key attributes first; what follows is not looked at
     */
    record RemoveExpired(int tableId, List<byte[]> items) implements Command {
        public RemoveExpired {
            items = List.copyOf(items);
        }
    }

    /**
     * Changes where a table is exported to; answered with {@link Outcome.TableChanged}.
     *
     * @param streamArn names the destination
     */
    record ChangeDestination(String tableName, String streamArn, DestinationChange change)
            implements Command {}

    /** How far an export is; answered with {@link Outcome.StreamsKept}. Of the node itself. */
    record SaveExport(int tableId, StreamingDestination destination, ExportRow.Progress progress)
            implements Command {}

    /** Removes tags of a table, where they are there; answered with {@link Outcome.Tagged}. */
    record UntagTable(String tableName, Set<String> tagNames) implements Command {
        public UntagTable {
            tagNames = Set.copyOf(tagNames);
        }
    }
}
