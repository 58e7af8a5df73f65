package dev.penstock.partition;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.log.Change;
import dev.penstock.partition.system.CounterRow;
import dev.penstock.partition.system.DefinitionRow;
import dev.penstock.partition.system.IndexesChange;
import dev.penstock.partition.system.SettingsChange;
import dev.penstock.partition.system.StreamChange;
import dev.penstock.partition.system.StreamRow;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.partition.system.TagsRow;
import dev.penstock.partition.system.TimeToLiveChange;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.NewIndex;
import dev.penstock.table.NewTable;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.TableLimits;
import dev.penstock.table.TableSettings.TimeToLive;
import dev.penstock.table.TableStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Judges commands on the catalogue against the unpublished root, without altering it. Its changes
 * are rows of the hidden system tables, so that log, recovery and snapshots know no other kind.
 */
final class CatalogueDecider {
    static final String PROTECTED =
            "Resource cannot be deleted as it is currently protected against deletion. Disable"
                    + " deletion protection first.";
    static final String INDEXES_UNDER_WAY =
            "Attempt to change a resource which is still in use: Cannot delete table while indexes"
                    + " are being created, updated, or deleted.";
    static final String TOO_MANY_TABLES =
            "Subscriber limit exceeded: There is a limit of %d tables per subscriber";
    static final String TOO_MANY_TAGS =
            "One or more parameter values were invalid: Too many tags: the limit is %d per"
                    + " resource";

    private final Draft draft;
    private final Room room;
    private final Supplier<UUID> uuids;
    private final StreamChange streams;
    private final DestinationDecider destinations;
    private final IndexDecider indexes;

    CatalogueDecider(
            Draft draft, Room room, Supplier<UUID> uuids, DestinationDecider destinations) {
        this.draft = draft;
        this.destinations = destinations;
        this.room = room;
        this.uuids = uuids;
        indexes = new IndexDecider(draft, room);
        this.streams =
                new StreamChange(
                        key -> draft.row(SystemTable.STREAMS, key),
                        uuids,
                        draft.settings().streams().rollMicros());
    }

    Decision create(NewTable wanted, long micros) {
        requireDisk();
        if (draft.table(wanted.name()) != null) {
            throw new RequestException(
                    ErrorCode.RESOURCE_IN_USE, "Table already exists: " + wanted.name());
        }
        if (draft.tableCount() >= TableLimits.TABLES_MAX) {
            throw new RequestException(
                    ErrorCode.LIMIT_EXCEEDED, TOO_MANY_TABLES.formatted(TableLimits.TABLES_MAX));
        }
        requireTags(wanted.tags());
        int id = draft.nextTableId();
        var identity = new TableIdentity(wanted.name(), id, uuids.get().toString(), micros);
        var stream = streams.created(wanted.name(), wanted.settings().stream(), micros);
        var definition =
                new TableDefinition(
                        identity,
                        1,
                        wanted.keySchema(),
                        wanted.attributeDefinitions(),
                        SettingsChange.created(wanted.settings(), micros).with(stream),
                        numbered(wanted.indexes()),
                        wanted.indexes().size());
        var changes = new ArrayList<Change>(3);
        changes.add(SystemTable.COUNTERS.put(CounterRow.encode(CounterRow.LAST_TABLE_ID, id)));
        changes.add(SystemTable.TABLES.put(DefinitionRow.encode(definition)));
        if (!wanted.tags().isEmpty()) {
            changes.add(SystemTable.TAGS.put(TagsRow.encode(identity.uuid(), wanted.tags())));
        }
        streams.addRows(null, definition, micros, changes);
        return new Decision(
                new Outcome.TableChanged(definition, TableStatus.CREATING, 0, 0), changes);
    }

    /** Of an empty table: there is nothing to wait for. */
    private static List<IndexDefinition> numbered(List<NewIndex> wanted) {
        var indexes = new ArrayList<IndexDefinition>();
        for (NewIndex index : wanted) {
            indexes.add(index.with(indexes.size() + 1, IndexDefinition.State.ACTIVE));
        }
        return indexes;
    }

    Decision update(String name, TableChange change, long micros) {
        requireDisk();
        DraftTable table = requireTable(name);
        TableDefinition before = table.definition();
        var settings =
                SettingsChange.apply(before.settings(), change, micros)
                        .with(streams.updated(before, change.stream(), micros));
        TableDefinition after = IndexesChange.apply(before, settings, change, micros);
        var outcome =
                new Outcome.TableChanged(
                        after,
                        TableStatus.UPDATING,
                        table.published().itemCount(),
                        table.published().sizeBytes(),
                        updated(before.indexes(), after.indexes()));
        if (after.equals(before)) {
            return Decision.unchanged(outcome);
        }
        if (after.indexes().size() > before.indexes().size()) {
            indexes.requireMemory(after, false);
        }
        var changes = new ArrayList<Change>(2);
        changes.add(SystemTable.TABLES.put(DefinitionRow.encode(after)));
        streams.addRows(before, after, micros, changes);
        return new Decision(outcome, changes);
    }

    /** The ids of the indexes that have other throughput than before. */
    private static List<Integer> updated(
            List<IndexDefinition> before, List<IndexDefinition> after) {
        var updated = new ArrayList<Integer>();
        for (IndexDefinition index : after) {
            for (IndexDefinition there : before) {
                if (there.id() == index.id() && !there.throughput().equals(index.throughput())) {
                    updated.add(index.id());
                }
            }
        }
        return updated;
    }

    Decision delete(String name, long micros) {
        requireDisk();
        DraftTable table = requireTable(name);
        TableDefinition definition = table.definition();
        if (definition.settings().deletionProtected()) {
            throw RequestException.validation(PROTECTED);
        }
        requireIndexesAtRest(definition);
        var changes = new ArrayList<Change>(2);
        changes.add(SystemTable.TABLES.remove(DefinitionRow.key(name)));
        byte[] tagsKey = TagsRow.key(definition.identity().uuid());
        if (draft.row(SystemTable.TAGS, tagsKey) != null) {
            changes.add(SystemTable.TAGS.remove(tagsKey));
        }
        streams.addRows(definition, null, micros, changes);
        destinations.addRemovals(definition, changes);
        return new Decision(
                new Outcome.TableChanged(
                        definition,
                        TableStatus.DELETING,
                        table.published().itemCount(),
                        table.published().sizeBytes()),
                changes);
    }

    private static void requireIndexesAtRest(TableDefinition definition) {
        for (IndexDefinition index : definition.indexes()) {
            if (index.state() != IndexDefinition.State.ACTIVE) {
                throw new RequestException(ErrorCode.RESOURCE_IN_USE, INDEXES_UNDER_WAY);
            }
        }
    }

    Decision updateTimeToLive(Command.UpdateTimeToLive update, long micros) {
        requireDisk();
        DraftTable table = requireTable(update.tableName());
        TableDefinition before = table.definition();
        var wanted = new TimeToLive(update.attributeName(), update.enabled(), micros);
        var changed =
                TimeToLiveChange.apply(
                        before.settings().timeToLive(),
                        wanted,
                        draft.settings().expiry().coolDownMicros());
        TableDefinition after = before.with(before.settings().with(changed));
        if (update.enabled()) {
            indexes.requireMemory(after, true);
        }
        return Decision.of(
                new Outcome.TableChanged(
                        after,
                        TableStatus.ACTIVE,
                        table.published().itemCount(),
                        table.published().sizeBytes()),
                SystemTable.TABLES.put(DefinitionRow.encode(after)));
    }

    Decision keepStreams(Command.KeepStreams keep, long micros) {
        requireDisk();
        var changes = new ArrayList<Change>();
        for (var stream : keep.forgotten()) {
            byte[] key = StreamRow.key(stream.tableName(), stream.label());
            if (draft.row(SystemTable.STREAMS, key) != null) {
                changes.add(SystemTable.STREAMS.remove(key));
            }
        }
        if (keep.closes()) {
            changes.add(SystemTable.COUNTERS.put(CounterRow.encode(CounterRow.CLOSING, micros)));
        }
        return new Decision(new Outcome.StreamsKept(), changes);
    }

    Decision tag(String name, Map<String, String> added) {
        var tags = tagsOf(name);
        tags.putAll(added);
        requireTags(tags);
        return store(name, tags);
    }

    Decision untag(String name, Set<String> removed) {
        var tags = tagsOf(name);
        tags.keySet().removeAll(removed);
        return store(name, tags);
    }

    private Decision store(String name, SortedMap<String, String> tags) {
        requireDisk();
        String uuid = requireTable(name).definition().identity().uuid();
        var outcome = new Outcome.Tagged();
        if (tags.equals(tagsOf(name))) {
            return Decision.unchanged(outcome);
        }
        return tags.isEmpty()
                ? Decision.of(outcome, SystemTable.TAGS.remove(TagsRow.key(uuid)))
                : Decision.of(outcome, SystemTable.TAGS.put(TagsRow.encode(uuid, tags)));
    }

    private SortedMap<String, String> tagsOf(String name) {
        String uuid = requireTable(name).definition().identity().uuid();
        return TagsRow.decode(draft.row(SystemTable.TAGS, TagsRow.key(uuid)));
    }

    private DraftTable requireTable(String name) {
        DraftTable table = draft.table(name);
        if (table == null) {
            throw new RequestException(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "Requested resource not found: Table: " + name + " not found");
        }
        return table;
    }

    private static void requireTags(Map<String, String> tags) {
        if (tags.size() > TableLimits.TAGS_MAX) {
            throw RequestException.validation(TOO_MANY_TAGS.formatted(TableLimits.TAGS_MAX));
        }
    }

    /** Catalogue changes are small and may free much: they go on until nothing can. */
    private void requireDisk() {
        if (room.disk() == DiskLevel.EXHAUSTED) {
            throw new RequestException(ErrorCode.INTERNAL, Room.DISK_FULL);
        }
    }
}
