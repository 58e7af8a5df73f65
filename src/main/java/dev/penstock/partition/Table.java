package dev.penstock.partition;

import dev.penstock.expression.SortRange;
import dev.penstock.item.ItemKey;
import dev.penstock.table.TableDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One table as of one version: its definition and the roots of its trees. Immutable, read by any
 * number of threads without a lock.
 */
@SuppressWarnings("DoNotCallSuggester") // The bodies follow within the hour.
public final class Table {
    public TableDefinition definition() {
        throw new UnsupportedOperationException();
    }

    /** The item with this key, or null. */
    public byte @Nullable [] get(ItemKey key) {
        throw new UnsupportedOperationException();
    }

    /** Number of items, exact. */
    public long itemCount() {
        throw new UnsupportedOperationException();
    }

    /** Sum of the items' DynamoDB sizes, exact. */
    public long sizeBytes() {
        throw new UnsupportedOperationException();
    }

    /**
     * The items of one collection within a range of sort keys, by sort key.
     *
     * @param partitionKey payload of the collection's partition key
     * @param ascending ScanIndexForward
     * @param after where to go on, itself excluded (ExclusiveStartKey); null: from the start
     * @throws dev.penstock.error.RequestException if {@code after} is outside the range
     */
    public ItemCursor query(
            byte[] partitionKey, SortRange sortKeys, boolean ascending, @Nullable ItemKey after) {
        throw new UnsupportedOperationException();
    }

    /**
     * All items within a range of hashes, in hash order.
     *
     * @param after where to go on, itself excluded (ExclusiveStartKey); null: from the start
     */
    public ItemCursor scan(HashRange segment, @Nullable ItemKey after) {
        throw new UnsupportedOperationException();
    }
}
