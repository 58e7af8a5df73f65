package dev.penstock.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.common.Hash;
import dev.penstock.item.ItemKey;
import dev.penstock.log.Change;
import dev.penstock.log.LogEnd;
import dev.penstock.table.StreamDefinition;
import dev.penstock.tree.PartitionedTree;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One shard of a stream: the changes of one partition during one roll. All that it is follows from
 * the stream's definition, so nothing is stored for it. An item's changes are always in the same
 * partition: in order in its shard, and before those of the shard's child.
 *
 * @param roll from 0
 */
public record Shard(StreamDefinition stream, long roll, int partition) {
    private static final Pattern ID = Pattern.compile("shardId-(\\d{20})-([0-9a-f]{8})");
    private static final int PARTITION_BITS = 16;
    private static final int PARTITION_MASK = (1 << PARTITION_BITS) - 1;

    /** DynamoDB's ShardId: when it begins, and which stream and partition. */
    public String id() {
        return id(roll);
    }

    /** The ShardId of the shard that must be read before this one; null for a first one. */
    public @Nullable String parentId() {
        return roll == 0 ? null : id(roll - 1);
    }

    private String id(long ofRoll) {
        var identity = stream.identity();
        String name = identity.tableId() + "/" + identity.label();
        int hash = (int) Hash.xxh64(name.getBytes(UTF_8)) << PARTITION_BITS;
        return String.format(
                Locale.ROOT,
                "shardId-%020d-%08x",
                stream.life().rollStartMicros(ofRoll),
                hash | partition);
    }

    /** The shard of a stream that has this id; null if there cannot be one. */
    public static @Nullable Shard ofId(StreamDefinition stream, String id) {
        var parts = ID.matcher(id);
        if (!parts.matches()) {
            return null;
        }
        long startMicros;
        try {
            startMicros = Long.parseLong(parts.group(1));
        } catch (NumberFormatException tooLarge) {
            return null;
        }
        int partition = Integer.parseUnsignedInt(parts.group(2), 16) & PARTITION_MASK;
        var life = stream.life();
        if (startMicros < life.sinceMicros()) {
            return null;
        }
        var shard = new Shard(stream, life.roll(startMicros), partition);
        return shard.id().equals(id) ? shard : null;
    }

    /** Where its records begin. */
    public StreamPosition start() {
        return StreamPosition.atTime(startMicros());
    }

    /** A sequence number behind all of its records, once it is closed. */
    public StreamPosition end() {
        return StreamPosition.lastBefore(endMicros());
    }

    long startMicros() {
        return stream.life().rollStartMicros(roll);
    }

    /** The first commit time that is behind it, as far as is known. */
    long endMicros() {
        var life = stream.life();
        long rollEnd = life.rollStartMicros(roll + 1);
        return life.isEnabled() ? rollEnd : Math.min(rollEnd, life.disabledMicros() + 1);
    }

    /**
     * Whether no record can come any more once the log reaches this far: commit times only grow,
     * and a stream's end is a commit too.
     */
    public boolean isClosed(LogEnd end) {
        var life = stream.life();
        return end.commitMicros() >= life.rollStartMicros(roll + 1)
                || (!life.isEnabled() && end.commitMicros() >= life.disabledMicros());
    }

    /** Whether a position lies in it. */
    boolean contains(StreamPosition position) {
        return position.micros() >= startMicros() && position.micros() < endMicros();
    }

    /** The partition whose shards show a change. */
    static int partitionOf(Change change, int partitions) {
        byte[] bytes =
                switch (change) {
                    case Change.Put put -> put.item();
                    case Change.Remove remove -> remove.key();
                };
        return PartitionedTree.partition(ItemKey.of(bytes, false).hash(), partitions);
    }
}
