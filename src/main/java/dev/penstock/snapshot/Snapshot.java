package dev.penstock.snapshot;

import dev.penstock.log.LogEnd;
import dev.penstock.tree.Tree;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * All trees as they were behind one batch of the log.
 *
 * @param end the last batch that the trees contain
 * @param partitionCount partitions that every table is spread over
 * @param trees what is not named here is empty, and empty trees are not kept
 */
public record Snapshot(LogEnd end, int partitionCount, Map<PartitionId, Tree> trees) {
    public Snapshot {
        // In order, so that the same trees are always written in the same order.
        trees = Collections.unmodifiableMap(new TreeMap<>(trees));
        for (PartitionId id : trees.keySet()) {
            if (id.partition() >= partitionCount) {
                throw new IllegalArgumentException(id + " of " + partitionCount);
            }
        }
    }
}
