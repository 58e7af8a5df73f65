package dev.penstock.partition;

import dev.penstock.feed.FeedChange;
import dev.penstock.feed.LiveTables;
import dev.penstock.item.ItemKey;
import dev.penstock.log.Change;
import dev.penstock.partition.system.CounterRow;
import dev.penstock.partition.system.DefinitionRow;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableIdentity;
import dev.penstock.table.destination.StreamingDestination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The unpublished root: the next version while the writer makes it. Belongs to the writer's thread
 * (before there is one, to the thread that recovers).
 *
 * <p>{@link #apply} is the way in for a live command, {@link Replay} for the log's; a test holds
 * them to the same outcome, so that recovery cannot come to another state than the one that was
 * served.
 */
final class Draft {
    private final DatabaseSettings settings;
    private final Map<Integer, DraftTable> byId = new HashMap<>();

    /** Tables of clients only; sorted, as the catalogue wants them. */
    private final TreeMap<String, DraftTable> byName = new TreeMap<>();

    private final List<DraftTable> touched = new ArrayList<>();

    /** Changes of followed tables, until somebody takes them. */
    private final List<FeedChange> followed = new ArrayList<>();

    /** Tables that are followed because somebody reads them live. */
    private LiveTables.Tables live = LiveTables.Tables.NONE;

    /** Of the next change in its commit. */
    private int ordinal;

    private boolean catalogueChanged = true;

    /** Of the changes since the last publication: see {@link Version.Footprint}. */
    private long replacedBytes;

    private Version.Footprint footprint = Version.Footprint.NONE;
    private Version published;

    /**
     * @param tables of a snapshot; system tables that it lacks begin empty
     */
    Draft(DatabaseSettings settings, long sequence, List<Table> tables) {
        this.settings = settings;
        for (SystemTable table : SystemTable.values()) {
            byId.put(table.id(), new DraftTable(Table.empty(table.definition(), settings)));
        }
        for (Table table : tables) {
            add(new DraftTable(table));
        }
        published = publish(sequence);
    }

    /** An empty database. */
    Draft(DatabaseSettings settings) {
        this(settings, 0, List.of());
    }

    @Nullable DraftTable table(int id) {
        return byId.get(id);
    }

    @Nullable DraftTable table(String name) {
        return byName.get(name);
    }

    /** Tables of clients, by name. */
    Collection<DraftTable> tables() {
        return byName.values();
    }

    /** Tables of clients. */
    int tableCount() {
        return byName.size();
    }

    /** Destinations of all tables that are active. */
    long activeDestinations() {
        return byName.values().stream()
                .flatMap(table -> table.definition().settings().destinations().stream())
                .filter(StreamingDestination::isActive)
                .count();
    }

    byte @Nullable [] row(SystemTable table, byte[] keyRow) {
        return require(table.id()).get(ItemKey.of(keyRow, false));
    }

    DatabaseSettings settings() {
        return settings;
    }

    /** An id that no table ever had. */
    int nextTableId() {
        byte[] row = row(SystemTable.COUNTERS, CounterRow.key(CounterRow.LAST_TABLE_ID));
        return (int) CounterRow.decode(row, TableIdentity.FIRST_USER_ID - 1) + 1;
    }

    /** Live bytes as of the last publication. */
    long liveBytes() {
        return published.liveBytes();
    }

    Version published() {
        return published;
    }

    /** Makes a change part of the next version. */
    void apply(Change change) {
        DraftTable table = require(change.tableId());
        byte[] before =
                switch (change) {
                    case Change.Put put -> table.put(put.item());
                    case Change.Remove remove -> table.remove(remove.key());
                };
        if (table.touch()) {
            touched.add(table);
        }
        if (table.isFollowed() || live.holds(table.id())) {
            followed.add(new FeedChange(change, before, ordinal));
        }
        ordinal++;
        if (change.tableId() == SystemTable.TABLES.id()) {
            applyToCatalogue(change);
        }
    }

    /** Whom to follow beside those whose definitions say so, until this is called again. */
    void follow(LiveTables.Tables readLive) {
        live = readLive;
    }

    /**
     * What was applied to followed tables since this was last asked, or since a publication: the
     * changes of one commit.
     */
    List<FeedChange> takeFollowed() {
        ordinal = 0;
        if (followed.isEmpty()) {
            return List.of();
        }
        var taken = List.copyOf(followed);
        followed.clear();
        return taken;
    }

    /** A table whose trees are about to be changed. For {@link Replay} only. */
    DraftTable touched(int tableId) {
        DraftTable table = require(tableId);
        if (table.touch()) {
            touched.add(table);
        }
        return table;
    }

    /** Ends the next version with this commit. What was applied is immutable from now on. */
    Version publish(long sequence) {
        published = catalogueChanged ? publishAll(sequence) : publishTouched(sequence);
        touched.clear();
        followed.clear();
        ordinal = 0;
        catalogueChanged = false;
        footprint = published.footprint();
        replacedBytes = 0;
        return published;
    }

    /** Forgets what was applied since the last publication. */
    void discard() {
        byId.clear();
        byName.clear();
        touched.clear();
        followed.clear();
        ordinal = 0;
        catalogueChanged = false;
        replacedBytes = 0;
        for (Table table : published.allTables()) {
            add(new DraftTable(table));
        }
    }

    private Version publishTouched(long sequence) {
        Catalogue catalogue = published.catalogue();
        Table[] tables = published.copyOfTables();
        long liveBytes = published.liveBytes();
        for (DraftTable table : touched) {
            liveBytes -= table.published().liveBytes();
            Table next = table.publish();
            liveBytes += next.liveBytes();
            tables[place(catalogue, next.definition())] = next;
        }
        return new Version(sequence, catalogue, tables, footprint(liveBytes));
    }

    private Version publishAll(long sequence) {
        var catalogue = Catalogue.of(byName.keySet());
        var tables = new Table[catalogue.size()];
        long liveBytes = 0;
        for (DraftTable table : byId.values()) {
            Table next = table.publish();
            tables[place(catalogue, next.definition())] = next;
            liveBytes += next.liveBytes();
        }
        return new Version(sequence, catalogue, tables, footprint(liveBytes));
    }

    private Version.Footprint footprint(long liveBytes) {
        for (DraftTable table : touched) {
            replacedBytes += table.takeReplacedBytes();
        }
        return new Version.Footprint(liveBytes, footprint.replacedBytes() + replacedBytes);
    }

    private static int place(Catalogue catalogue, TableDefinition definition) {
        SystemTable system = SystemTable.ofId(definition.id());
        return system == null ? catalogue.place(definition.name()) : catalogue.place(system);
    }

    private void applyToCatalogue(Change change) {
        catalogueChanged = true;
        switch (change) {
            case Change.Put put -> define(DefinitionRow.decode(put.item()));
            case Change.Remove remove -> drop(DefinitionRow.name(remove.key()));
        }
    }

    private void define(TableDefinition definition) {
        DraftTable table = byId.get(definition.id());
        if (table == null) {
            add(new DraftTable(Table.empty(definition, settings)));
        } else if (table.define(definition)) {
            touched.add(table);
        }
    }

    private void drop(String name) {
        DraftTable table = byName.remove(name);
        if (table != null) {
            replacedBytes += table.published().liveBytes();
            byId.remove(table.id());
            touched.remove(table);
        }
    }

    private void add(DraftTable table) {
        byId.put(table.id(), table);
        if (SystemTable.ofId(table.id()) == null) {
            byName.put(table.definition().name(), table);
        }
    }

    private DraftTable require(int tableId) {
        DraftTable table = byId.get(tableId);
        if (table == null) {
            throw new IllegalStateException(
                    "a change of table " + tableId + ", which is not there");
        }
        return table;
    }
}
