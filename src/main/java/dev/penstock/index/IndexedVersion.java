package dev.penstock.index;

import dev.penstock.table.IndexDefinition;
import dev.penstock.table.TableDefinition;
import dev.penstock.tree.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One consistent state of all tables, as far as indexes need it. Immutable. */
public interface IndexedVersion {
    /** Sequence number of the last commit in it. */
    long sequence();

    /** Another object in each version whose definitions of tables are not those before it. */
    Object definitions();

    /** The names of all tables. */
    List<String> tableNames();

    /** The table of this name, or null. */
    @Nullable IndexedTable table(String name);

    /** One table of it. */
    interface IndexedTable {
        TableDefinition definition();

        /** By partition. */
        List<Tree> trees();

        /**
         * The index that the engine keeps of it for itself, with {@link HiddenIndex#ID}; null if
         * none. Another definition is another index, which begins anew.
         */
        default @Nullable IndexDefinition hidden() {
            return null;
        }

        /** Whether there is anything to keep. */
        default boolean isIndexed() {
            return !definition().indexes().isEmpty() || hidden() != null;
        }
    }
}
