package dev.penstock.simulation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the database must hold behind one commit, in plain maps. Immutable.
 *
 * @param lastTableId the highest id that a table was ever given
 */
record Image(int lastTableId, SortedMap<String, TableImage> tables) {
    private static final int FIRST_TABLE_ID = 64;

    static final Image EMPTY = new Image(FIRST_TABLE_ID - 1, Collections.emptySortedMap());

    @Nullable TableImage table(String name) {
        return tables.get(name);
    }

    /** The table of this name, if it is the one that is meant. */
    @Nullable TableImage table(String name, int id) {
        var table = tables.get(name);
        return table != null && table.id() == id ? table : null;
    }

    Image with(String name, TableImage table) {
        var changed = new TreeMap<>(tables);
        changed.put(name, table);
        return new Image(Math.max(lastTableId, table.id()), changed);
    }

    Image without(String name) {
        var changed = new TreeMap<>(tables);
        changed.remove(name);
        return new Image(lastTableId, changed);
    }
}
