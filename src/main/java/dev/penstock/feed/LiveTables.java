package dev.penstock.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The tables that somebody reads live, beside those that the node itself follows: their changes go
 * into the ring too. Any thread adds and removes; the writer looks once a batch, and a database in
 * which nobody reads pays no more than that look.
 */
public final class LiveTables {
    private final AtomicReference<Tables> tables = new AtomicReference<>(Tables.NONE);

    /** The writer's own: those of the batch in the making, or of the last one. */
    private Tables ofBatch = Tables.NONE;

    /**
     * The tables as of one moment. Immutable.
     *
     * @param generation grows with every table that comes or goes
     * @param readers how many read a table, by its id
     */
    public record Tables(long generation, Map<Integer, Integer> readers) {
        public static final Tables NONE = new Tables(0, Map.of());

        public Tables {
            readers = Map.copyOf(readers);
        }

        public boolean holds(int tableId) {
            return !readers.isEmpty() && readers.containsKey(tableId);
        }

        private Tables with(int tableId, int more) {
            var changed = new HashMap<>(readers);
            changed.merge(tableId, more, Integer::sum);
            changed.remove(tableId, 0);
            boolean isSame = changed.keySet().equals(readers.keySet());
            return new Tables(isSame ? generation : generation + 1, changed);
        }
    }

    /**
     * One more reads this table; {@link #remove} must follow.
     *
     * @return batches begun with this generation or a later one have all changes of the table
     */
    long add(int tableId) {
        return tables.updateAndGet(now -> now.with(tableId, 1)).generation;
    }

    void remove(int tableId) {
        tables.updateAndGet(now -> now.with(tableId, -1));
    }

    /** Writer only: the tables of the batch that is begun. */
    public Tables beginBatch() {
        ofBatch = tables.get();
        return ofBatch;
    }

    /** Writer only. */
    long generationOfBatch() {
        return ofBatch.generation;
    }

    /**
     * Writer only, behind the publication of an end: pairs with the adding before an end is read.
     */
    boolean hasChangedSinceBatch() {
        return tables.get().generation != ofBatch.generation;
    }
}
