package dev.penstock.partition;

import dev.penstock.index.IndexedVersion;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.system.ExportRow;
import dev.penstock.partition.system.Exported;
import dev.penstock.partition.system.StreamKeyRow;
import dev.penstock.partition.system.StreamRow;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.partition.system.TagsRow;
import dev.penstock.table.StreamDefinition;
import dev.penstock.table.destination.StreamingDestination;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One consistent state of everything: the catalogue and every table's trees as of one commit.
 * Immutable; holding one is a snapshot that pins the garbage made since, so every holder has a
 * deadline.
 */
public final class Version implements IndexedVersion {
    private final long sequence;
    private final Catalogue catalogue;
    private final Table[] tables;
    private final Footprint footprint;

    /**
     * @param tables in the catalogue's places; taken over, not copied
     */
    Version(long sequence, Catalogue catalogue, Table[] tables, Footprint footprint) {
        if (tables.length != catalogue.size()) {
            throw new IllegalStateException("tables do not fit the catalogue");
        }
        this.sequence = sequence;
        this.catalogue = catalogue;
        this.tables = tables;
        this.footprint = footprint;
    }

    /**
     * Memory, about.
     *
     * @param liveBytes what all items and their nodes take
     * @param replacedBytes what was part of older versions and no longer is of this, since the
     *     start
     */
    record Footprint(long liveBytes, long replacedBytes) {
        static final Footprint NONE = new Footprint(0, 0);
    }

    /** Sequence number of the last commit in it; 0 in an empty database. */
    @Override
    public long sequence() {
        return sequence;
    }

    /** The table of this name, or null. Hidden system tables are not found. */
    @Override
    public @Nullable Table table(String name) {
        Integer place = catalogue.placeByName().get(name);
        return place == null ? null : tables[place];
    }

    /** The names of all tables, sorted; immutable. */
    @Override
    public List<String> tableNames() {
        return catalogue.names();
    }

    /** The tags of a table of this version, sorted by name; empty if it has none. */
    public SortedMap<String, String> tags(Table table) {
        byte[] key = TagsRow.key(table.definition().identity().uuid());
        byte[] row = tables[catalogue.place(SystemTable.TAGS)].get(ItemKey.of(key, false));
        return Collections.unmodifiableSortedMap(TagsRow.decode(row));
    }

    /** All streams, disabled ones and those of tables that are gone too. */
    public List<StreamDefinition> streams() {
        Table rows = tables[catalogue.place(SystemTable.STREAMS)];
        if (rows.itemCount() == 0) {
            return List.of();
        }
        var streams = new ArrayList<StreamDefinition>();
        ItemCursor cursor = rows.scan(HashRange.ALL, null);
        for (byte[] row = cursor.next(); row != null; row = cursor.next()) {
            if (StreamRow.isStream(row)) {
                streams.add(StreamRow.decode(row));
            }
        }
        return streams;
    }

    /** The stream of a table with this label, or null. */
    public @Nullable StreamDefinition stream(String tableName, String label) {
        byte[] row = streamRow(StreamRow.key(tableName, label));
        return row == null ? null : StreamRow.decode(row);
    }

    /** What shard iterators are signed with; null while there never was a stream. */
    public @Nullable String streamSecret() {
        return StreamKeyRow.decode(streamRow(StreamKeyRow.key()));
    }

    /** All destinations that tables are exported to, or were not long ago. */
    public List<Exported> exports() {
        var exports = new ArrayList<Exported>();
        for (int place = 0; place < catalogue.names().size(); place++) {
            if (!tables[place].definition().settings().destinations().isEmpty()) {
                exports.addAll(exports(tables[place]));
            }
        }
        return exports;
    }

    /** Those of a table of this version, older ones first. */
    public List<Exported> exports(Table table) {
        var exports = new ArrayList<Exported>();
        for (StreamingDestination destination : table.definition().settings().destinations()) {
            byte[] key = ExportRow.key(table.definition().id(), destination);
            byte[] row = tables[catalogue.place(SystemTable.EXPORTS)].get(ItemKey.of(key, false));
            exports.add(new Exported(table.definition(), destination, ExportRow.decode(row)));
        }
        return exports;
    }

    private byte @Nullable [] streamRow(byte[] key) {
        return tables[catalogue.place(SystemTable.STREAMS)].get(ItemKey.of(key, false));
    }

    /** About how much memory all items and their nodes take. */
    public long liveBytes() {
        return footprint.liveBytes;
    }

    /** Memory that would be free if nobody held {@code older}: at most this, about. */
    long pinnedBytes(Version older) {
        return Math.min(
                older.footprint.liveBytes, footprint.replacedBytes - older.footprint.replacedBytes);
    }

    Footprint footprint() {
        return footprint;
    }

    /** Items in all tables of clients. */
    long itemCount() {
        long count = 0;
        for (int place = 0; place < catalogue.names().size(); place++) {
            count += tables[place].itemCount();
        }
        return count;
    }

    /** All tables, the system's too. */
    List<Table> allTables() {
        return List.of(tables);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public Object definitions() {
        return catalogue;
    }

    /** The array of tables, for the version after this one. */
    Table[] copyOfTables() {
        return Arrays.copyOf(tables, tables.length);
    }
}
