package dev.penstock.stream;

import dev.penstock.feed.ChangeFlags;
import dev.penstock.log.Change;
import dev.penstock.log.CommitListener;
import dev.penstock.log.LogEnd;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of all streams, sorted by table and partition, bounded together: the oldest
 * chunks go first. Filled by the writer as soon as a batch is durable (a record costs it about a
 * hundred nanoseconds, less than to wake somebody else), read by any thread without a lock.
 *
 * <p>Maintainers, what makes a page complete: a reader takes {@link #reached} first, so that all
 * records up to there have their place before it looks; and it looks at what is still held last.
 */
final class TailBuffers implements CommitListener {
    private final int partitions;
    private final long bytesMax;
    private final Map<Long, ShardTail> tails = new ConcurrentHashMap<>();

    /** The writer's own: all chunks, oldest first. */
    private final Deque<ShardTail.Chunk> chunks = new ArrayDeque<>();

    /** The writer's own. */
    private long heldBytes;

    /** The same as of the last batch, for any thread. */
    private volatile long shownBytes;

    /** Of partitions that hold none: every record from here on would be held. Writer writes. */
    private volatile @Nullable StreamPosition heldFrom;

    /** The last batch whose records are all in their places. Written by the writer. */
    private volatile LogEnd reached = LogEnd.NONE;

    TailBuffers(int partitions, long bytesMax) {
        this.partitions = partitions;
        this.bytesMax = bytesMax;
    }

    /** Writer only. */
    @Override
    public void onBatch(long firstSequence, LogEnd end, List<Commit> streamed) {
        if (heldFrom == null) {
            heldFrom = new StreamPosition(end.commitMicros(), firstSequence, 0);
        }
        for (Commit commit : streamed) {
            List<Change> changes = commit.changes();
            for (int i = 0; i < changes.size(); i++) {
                Change change = changes.get(i);
                if ((change.flags() & ChangeFlags.STREAMED) != 0) {
                    add(
                            new StreamRecord(
                                    new StreamPosition(end.commitMicros(), commit.sequence(), i),
                                    change));
                }
            }
        }
        shownBytes = heldBytes;
        reached = end;
    }

    /** Bytes of records that are held, about. Any thread. */
    long heldBytes() {
        return shownBytes;
    }

    private void add(StreamRecord record) {
        long key = key(record.change().tableId(), Shard.partitionOf(record.change(), partitions));
        ShardTail tail = tails.get(key);
        if (tail == null) {
            var from = heldFrom;
            tail = new ShardTail(key, from == null ? record.position() : from);
            tails.put(key, tail);
        }
        heldBytes += record.heldBytes();
        var begun = tail.add(record);
        if (begun != null) {
            chunks.add(begun);
        }
        while (heldBytes > bytesMax && !chunks.isEmpty()) {
            drop(chunks.remove());
        }
    }

    private void drop(ShardTail.Chunk oldest) {
        heldBytes -= oldest.heldBytes();
        ShardTail tail = oldest.tail();
        tail.drop(oldest);
        if (oldest.isLast()) {
            var from = heldFrom;
            heldFrom = from == null ? tail.heldFrom() : StreamPosition.max(from, tail.heldFrom());
            tails.remove(tail.key());
        }
    }

    private static long key(int tableId, int partition) {
        return (long) tableId << Integer.SIZE | partition;
    }

    /** A page of a shard; null if some of it must be read from the log. Any thread. */
    @Nullable RecordPage read(Shard shard, StreamPosition from, int limit) {
        LogEnd end = reached;
        var page = new RecordPage.Builder(shard.stream(), from, limit);
        ShardTail tail = tails.get(key(shard.stream().identity().tableId(), shard.partition()));
        if (tail != null) {
            // Of the batch behind it, some may have their places and others not.
            tail.read(from, Math.min(shard.endMicros(), end.commitMicros() + 1), page);
        }
        StreamPosition complete = tail != null ? tail.heldFrom() : heldFrom;
        if (complete == null || from.compareTo(complete) < 0) {
            return null;
        }
        return page.build(shard.isClosed(end) ? null : StreamPosition.behind(end));
    }
}
