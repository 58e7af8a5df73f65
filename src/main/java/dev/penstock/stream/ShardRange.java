package dev.penstock.stream;

import dev.penstock.table.StreamDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a stream that can be read, parents before children: by roll, then by partition.
 *
 * @param firstRoll none are there if it lies behind the last one
 * @param partitions shards of each roll
 */
public record ShardRange(StreamDefinition stream, long firstRoll, long lastRoll, int partitions) {
    public boolean contains(Shard shard) {
        return shard.roll() >= firstRoll
                && shard.roll() <= lastRoll
                && shard.partition() < partitions;
    }

    /**
     * Some of them in order.
     *
     * @param after where to go on, itself excluded; null: from the start
     */
    public List<Shard> page(@Nullable Shard after, int limit) {
        long roll = firstRoll;
        int partition = 0;
        if (after != null && after.roll() >= firstRoll) {
            roll = after.roll();
            partition = after.partition() + 1;
        }
        var shards = new ArrayList<Shard>();
        while (shards.size() < limit && roll <= lastRoll) {
            if (partition < partitions) {
                shards.add(new Shard(stream, roll, partition));
                partition++;
            } else {
                roll++;
                partition = 0;
            }
        }
        return shards;
    }

    /** The shards that go on where one ends. */
    public List<Shard> childrenOf(Shard parent) {
        var child = new Shard(stream, parent.roll() + 1, parent.partition());
        return contains(child) ? List.of(child) : List.of();
    }
}
