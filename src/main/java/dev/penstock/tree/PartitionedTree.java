package dev.penstock.tree;

import dev.penstock.error.RequestException;
import dev.penstock.expression.SortRange;
import dev.penstock.item.ItemKey;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trees of one table, or of one index: one for each partition, which are ranges of hashes, in
 * order. Immutable, read by any number of threads without a lock.
 */
public final class PartitionedTree {
    static final String START_KEY_OUTSIDE =
            "The provided starting key is outside query boundaries based on provided conditions";

    private final List<Tree> trees;
    private final long itemCount;
    private final long sizeBytes;
    private final long liveBytes;

    /**
     * @param trees by partition
     */
    public PartitionedTree(List<Tree> trees) {
        this.trees = List.copyOf(trees);
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

    public static PartitionedTree empty(TreeShape shape, int partitions) {
        return new PartitionedTree(Collections.nCopies(partitions, Tree.empty(shape)));
    }

    /** The partition that a hash falls into. */
    public static int partition(long hash, int partitions) {
        return (int) Math.unsignedMultiplyHigh(hash, partitions);
    }

    /** By partition; immutable. */
    public List<Tree> trees() {
        return trees;
    }

    /** Number of items, exact. */
    public long itemCount() {
        return itemCount;
    }

    /** Sum of the items' DynamoDB sizes, exact. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** About how much memory the items and their nodes take. */
    public long liveBytes() {
        return liveBytes;
    }

    /** The item with this key, or null. */
    public byte @Nullable [] get(ItemKey key) {
        return tree(key.hash()).get(key);
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
     * @param after where to go on, itself excluded, within the segment; null: from the start
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

    /** Which items a range of an item collection's sort keys holds. */
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

    private Tree tree(long hash) {
        return trees.get(partition(hash, trees.size()));
    }
}
