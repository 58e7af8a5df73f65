package dev.penstock.index;

import dev.penstock.error.RequestException;
import dev.penstock.expression.SortRange;
import dev.penstock.item.ItemKey;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.TreeShape;
import org.jspecify.annotations.Nullable;

/**
 * One index as of one commit: a consistent state, a little behind its table. What its cursors give
 * is what the index holds of the items. Immutable, read by any number of threads without a lock.
 */
public final class IndexView {
    /** Of an index that nobody has come to yet: as empty as a new one. */
    public static final IndexView EMPTY =
            new IndexView(PartitionedTree.empty(TreeShape.of(true), 1), 0);

    private final PartitionedTree trees;
    private final long sequence;

    IndexView(PartitionedTree trees, long sequence) {
        this.trees = trees;
        this.sequence = sequence;
    }

    /** A commit up to which the index has everything. */
    public long sequence() {
        return sequence;
    }

    /** Number of entries, exact. */
    public long itemCount() {
        return trees.itemCount();
    }

    /** Sum of DynamoDB's sizes of what the index holds, exact. */
    public long sizeBytes() {
        return trees.sizeBytes();
    }

    /**
     * The items of one collection within a range of composite sort keys, in their order.
     *
     * @param partitionKey payload of the index's (composite) partition key
     * @param after where to go on, itself excluded: {@link IndexEntries#key}; null: from the start
     * @throws RequestException if {@code after} is outside the range
     */
    public ItemCursor query(
            byte[] partitionKey, SortRange sortKeys, boolean ascending, @Nullable ItemKey after) {
        return trees.query(partitionKey, sortKeys, ascending, after);
    }

    /**
     * All items within a range of hashes of the index's partition key, in hash order.
     *
     * @param after where to go on, itself excluded, within the segment; null: from the start
     */
    public ItemCursor scan(HashRange segment, @Nullable ItemKey after) {
        return trees.scan(segment, after);
    }
}
