package dev.penstock.partition;

import dev.penstock.error.RequestException;
import dev.penstock.expression.UpdateResult;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended. Whatever it is, everything it was decided from is durable when a caller sees
 * it.
 */
public sealed interface Outcome {
    /**
     * A Put, Delete or Update was done, or found nothing to do.
     *
     * @param before the item that was there; null if none
     * @param after the item that is there now; null if none
     * @param update what UPDATED_OLD and UPDATED_NEW need; null unless the command was an Update
     */
    @SuppressWarnings("ArrayRecordComponent") // Item bytes are never written to once they are made.
    record Written(byte @Nullable [] before, byte @Nullable [] after, @Nullable UpdateResult update)
            implements Outcome {}

    /**
     * The condition did not hold, and nothing was changed.
     *
     * @param item the item that is there, if the guard asked for it and there is one
     * @param sizeBytes DynamoDB size of the item that is there, for consumed capacity; 0 if none
     */
    @SuppressWarnings("ArrayRecordComponent") // Item bytes are never written to once they are made.
    record ConditionFailed(byte @Nullable [] item, int sizeBytes) implements Outcome {}

    /**
     * A table was made, changed or removed.
     *
     * @param status the passing state that the answer shows
     * @param updatedIndexes the ids of those whose throughput was changed: the answer shows them in
     *     that state, too
     */
    record TableChanged(
            TableDefinition definition,
            TableStatus status,
            long itemCount,
            long sizeBytes,
            List<Integer> updatedIndexes)
            implements Outcome {
        public TableChanged {
            updatedIndexes = List.copyOf(updatedIndexes);
        }

        /** No index has other throughput than before. */
        public TableChanged(
                TableDefinition definition, TableStatus status, long itemCount, long sizeBytes) {
            this(definition, status, itemCount, sizeBytes, List.of());
        }
    }

    /** The tags of a table were changed, or already were as asked. */
    record Tagged() implements Outcome {}

    /**
     * Items whose time had come were removed.
     *
     * @param judged how many of the first ones were looked at: as many as fit into one commit
     * @param removed how many of those are gone
     */
    record Expired(int judged, int removed) implements Outcome {}

    /** The upkeep of streams was done. */
    record StreamsKept() implements Outcome {}

    /** Not done; the client receives this error. */
    record Refused(RequestException error) implements Outcome {}
}
