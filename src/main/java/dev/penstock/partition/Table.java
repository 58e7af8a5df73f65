package dev.penstock.partition;

import dev.penstock.error.RequestException;
import dev.penstock.expiry.ExpiryIndex;
import dev.penstock.expression.SortRange;
import dev.penstock.index.IndexEntries;
import dev.penstock.index.IndexedVersion;
import dev.penstock.item.ItemKey;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.TableDefinition;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table as of one version: its definition and the roots of its trees, one per partition.
 * Immutable, read by any number of threads without a lock.
 */
public final class Table implements IndexedVersion.IndexedTable {
    private final TableDefinition definition;
    private final PartitionedTree trees;
    private final List<IndexEntries> indexes;

    Table(TableDefinition definition, PartitionedTree trees) {
        this(definition, trees, IndexEntries.of(definition));
    }

    Table(TableDefinition definition, PartitionedTree trees, List<IndexEntries> indexes) {
        this.definition = definition;
        this.trees = trees;
        this.indexes = indexes;
    }

    static Table empty(TableDefinition definition, DatabaseSettings settings) {
        TreeShape shape = settings.tree().shape(definition.keySchema().hasSortKey());
        return new Table(definition, PartitionedTree.empty(shape, settings.partitions()));
    }

    @Override
    public TableDefinition definition() {
        return definition;
    }

    /** What its items are in each of its indexes, in the definition's order; immutable. */
    public List<IndexEntries> indexes() {
        return indexes;
    }

    /** The item with this key, or null. */
    public byte @Nullable [] get(ItemKey key) {
        return trees.get(key);
    }

    /** Number of items, exact. */
    public long itemCount() {
        return trees.itemCount();
    }

    /** Sum of the items' DynamoDB sizes, exact. */
    public long sizeBytes() {
        return trees.sizeBytes();
    }

    /**
     * The items of one collection within a range of sort keys, by sort key.
     *
     * @param partitionKey payload of the collection's partition key
     * @param ascending ScanIndexForward
     * @param after where to go on, itself excluded (ExclusiveStartKey); null: from the start
     * @throws RequestException if {@code after} is outside the range
     */
    public ItemCursor query(
            byte[] partitionKey, SortRange sortKeys, boolean ascending, @Nullable ItemKey after) {
        return trees.query(partitionKey, sortKeys, ascending, after);
    }

    /**
     * All items within a range of hashes, in hash order.
     *
     * @param after where to go on, itself excluded (ExclusiveStartKey), within the segment; null:
     *     from the start
     */
    public ItemCursor scan(HashRange segment, @Nullable ItemKey after) {
        return trees.scan(segment, after);
    }

    /** The order in which its items expire; null if none does. */
    @Override
    public @Nullable IndexDefinition hidden() {
        return ExpiryIndex.of(definition);
    }

    /** By partition. */
    @Override
    public List<Tree> trees() {
        return trees.trees();
    }

    /** About how much memory the items and their nodes take. */
    long liveBytes() {
        return trees.liveBytes();
    }
}
