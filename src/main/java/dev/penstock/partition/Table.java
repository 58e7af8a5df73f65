package dev.penstock.partition;

import dev.penstock.error.RequestException;
import dev.penstock.expression.SortRange;
import dev.penstock.item.ItemKey;
import dev.penstock.table.TableDefinition;
import dev.penstock.tree.KeyRange;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeShape;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table as of one version: its definition and the roots of its trees, one per partition.
 * Immutable, read by any number of threads without a lock.
 */
public final class Table {
    static final String START_KEY_OUTSIDE =
            "The provided starting key is outside query boundaries based on provided conditions";

    private final TableDefinition definition;
    private final List<Tree> trees;
    private final long itemCount;
    private final long sizeBytes;
    private final long liveBytes;

    /**
     * @param trees by partition
     */
    Table(TableDefinition definition, List<Tree> trees) {
        this.definition = definition;
        this.trees = trees;
        long items = 0;
        long sizes = 0;
        long live = 0;
        for (Tree tree : trees) {
            items += tree.itemCount();
            sizes += tree.sizeBytes();
            live += tree.liveBytes();
        }
        itemCount = items;
        sizeBytes = sizes;
        liveBytes = live;
    }

    static Table empty(TableDefinition definition, DatabaseSettings settings) {
        TreeShape shape = settings.tree().shape(definition.keySchema().hasSortKey());
        return new Table(definition, Collections.nCopies(settings.partitions(), Tree.empty(shape)));
    }

    /** The partition that a hash falls into. */
    static int partition(long hash, int partitions) {
        return (int) Math.unsignedMultiplyHigh(hash, partitions);
    }

    public TableDefinition definition() {
        return definition;
    }

    /** The item with this key, or null. */
    public byte @Nullable [] get(ItemKey key) {
        return tree(key.hash()).get(key);
    }

    /** Number of items, exact. */
    public long itemCount() {
        return itemCount;
    }

    /** Sum of the items' DynamoDB sizes, exact. */
    public long sizeBytes() {
        return sizeBytes;
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
        KeyRange range = range(partitionKey, sortKeys);
        if (after != null) {
            if (!range.contains(after)) {
                throw RequestException.validation(START_KEY_OUTSIDE);
            }
            range = ascending ? range.behind(after) : range.before(after);
        }
        var cursor = tree(ItemKey.hashOf(partitionKey)).cursor(range, ascending);
        return () -> cursor.next() ? cursor.item() : null;
    }

    /**
     * All items within a range of hashes, in hash order.
     *
     * @param after where to go on, itself excluded (ExclusiveStartKey), within the segment; null:
     *     from the start
     */
    public ItemCursor scan(HashRange segment, @Nullable ItemKey after) {
        KeyRange range = KeyRange.hashes(segment.first(), segment.last());
        if (after != null) {
            range = range.behind(after);
        }
        long first = after == null ? segment.first() : after.hash();
        return new ScanCursor(
                trees,
                partition(first, trees.size()),
                partition(segment.last(), trees.size()),
                range);
    }

    /** By partition. */
    List<Tree> trees() {
        return trees;
    }

    /** About how much memory the items and their nodes take. */
    long liveBytes() {
        return liveBytes;
    }

    private Tree tree(long hash) {
        return trees.get(partition(hash, trees.size()));
    }

    private static KeyRange range(byte[] partitionKey, SortRange sortKeys) {
        KeyRange range = KeyRange.collection(partitionKey);
        byte[] lower = sortKeys.lower();
        if (lower != null) {
            range =
                    sortKeys.isLowerInclusive()
                            ? range.sortKeyAtLeast(lower)
                            : range.sortKeyAbove(lower);
        }
        byte[] upper = sortKeys.upper();
        if (upper != null) {
            range =
                    sortKeys.isUpperInclusive()
                            ? range.sortKeyAtMost(upper)
                            : range.sortKeyBelow(upper);
        }
        return range;
    }
}
