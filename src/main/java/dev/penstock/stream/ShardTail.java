package dev.penstock.stream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of one partition of one table, in chunks that are only ever appended to. The
 * writer appends and drops the oldest; any thread reads.
 */
final class ShardTail {
    private static final int CHUNK_RECORDS = 64;

    private final long key;

    /**
     * Every record from here on is held. Written by the writer before it lets go of a chunk, read
     * by a reader after it has gone through the chunks: so that none is missed unnoticed.
     */
    private volatile StreamPosition heldFrom;

    /** Written by the writer, read by any thread. */
    private volatile @Nullable Chunk last;

    ShardTail(long key, StreamPosition heldFrom) {
        this.key = key;
        this.heldFrom = heldFrom;
    }

    /** Some records in a row. */
    static final class Chunk {
        private final ShardTail tail;
        private final StreamRecord[] records = new StreamRecord[CHUNK_RECORDS];

        /** Written by the writer after the record is in its place; read by any thread. */
        private volatile int count;

        /** Written by the writer; null in the oldest. */
        private volatile @Nullable Chunk previous;

        /** Written by the writer; null in the newest. */
        private volatile @Nullable Chunk next;

        /** The writer's own. */
        private long heldBytes;

        private Chunk(ShardTail tail, @Nullable Chunk previous) {
            this.tail = tail;
            this.previous = previous;
        }

        ShardTail tail() {
            return tail;
        }

        long heldBytes() {
            return heldBytes;
        }

        boolean isLast() {
            return next == null;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // The writer alone writes.
        private void add(StreamRecord record) {
            records[count] = record;
            count++;
            heldBytes += record.heldBytes();
        }
    }

    long key() {
        return key;
    }

    StreamPosition heldFrom() {
        return heldFrom;
    }

    /** Writer only. Returns the chunk if the record began a new one. */
    @Nullable Chunk add(StreamRecord record) {
        Chunk current = last;
        if (current != null && current.count < CHUNK_RECORDS) {
            current.add(record);
            return null;
        }
        var chunk = new Chunk(this, current);
        chunk.add(record);
        if (current != null) {
            current.next = chunk;
        }
        last = chunk;
        return chunk;
    }

    /** Writer only: lets go of the oldest chunk. */
    void drop(Chunk oldest) {
        heldFrom = oldest.records[oldest.count - 1].position().next();
        Chunk next = oldest.next;
        if (next != null) {
            next.previous = null;
        }
    }

    /**
     * Offers all records from a position on that were committed before a time, or at least those
     * that the page still takes. Any thread.
     */
    void read(StreamPosition from, long endMicros, RecordPage.Builder page) {
        for (Chunk chunk = first(from); chunk != null && !page.isFull(); chunk = chunk.next) {
            int count = chunk.count;
            for (int i = 0; i < count && !page.isFull(); i++) {
                if (chunk.records[i].position().micros() >= endMicros) {
                    return;
                }
                page.add(chunk.records[i]);
            }
        }
    }

    /** The chunk that holds the first record from a position on. Most readers are near the end. */
    private @Nullable Chunk first(StreamPosition from) {
        Chunk chunk = last;
        while (chunk != null && chunk.records[0].position().compareTo(from) > 0) {
            Chunk previous = chunk.previous;
            if (previous == null) {
                return chunk;
            }
            chunk = previous;
        }
        return chunk;
    }

    /** For tests. */
    List<StreamRecord> records() {
        var all = new ArrayList<StreamRecord>();
        for (Chunk chunk = first(StreamPosition.atTime(0)); chunk != null; chunk = chunk.next) {
            all.addAll(List.of(chunk.records).subList(0, chunk.count));
        }
        return all;
    }
}
