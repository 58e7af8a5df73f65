package dev.penstock.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a range of hashes partition by partition: partitions are ranges of hashes, in order. */
final class ScanCursor implements ItemCursor {
    private final List<Tree> trees;
    private final int lastPartition;
    private final KeyRange range;

    private int partition;
    private TreeCursor cursor;

    ScanCursor(List<Tree> trees, int firstPartition, int lastPartition, KeyRange range) {
        this.trees = trees;
        this.lastPartition = lastPartition;
        this.range = range;
        partition = firstPartition;
        cursor = trees.get(partition).cursor(range, true);
    }

    @Override
    public byte @Nullable [] next() {
        while (!cursor.next()) {
            if (partition == lastPartition) {
                return null;
            }
            partition++;
            cursor = trees.get(partition).cursor(range, true);
        }
        return cursor.item();
    }
}
