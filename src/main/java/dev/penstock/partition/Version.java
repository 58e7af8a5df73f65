package dev.penstock.partition;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One consistent state of everything: the catalogue and every table's trees as of one commit.
 * Immutable; holding one is a snapshot that pins the garbage made since, so every holder has a
 * deadline.
 */
@SuppressWarnings("DoNotCallSuggester") // The bodies follow within the hour.
public final class Version {
    /** Sequence number of the last commit in it; 0 in an empty database. */
    public long sequence() {
        throw new UnsupportedOperationException();
    }

    /** The table of this name, or null. Hidden system tables are not found. */
    public @Nullable Table table(String name) {
        throw new UnsupportedOperationException();
    }

    /** The names of all tables, sorted; immutable. */
    public List<String> tableNames() {
        throw new UnsupportedOperationException();
    }

    /** The tags of a table of this version, sorted by name; empty if it has none. */
    public SortedMap<String, String> tags(Table table) {
        throw new UnsupportedOperationException();
    }
}
