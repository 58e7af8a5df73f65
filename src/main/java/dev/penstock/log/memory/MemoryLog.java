package dev.penstock.log.memory;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchReader;
import dev.penstock.log.CommitLog;
import dev.penstock.log.LogEnd;
import dev.penstock.log.LogException;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A log that lives as long as the process. "Durable" means synced by its writer, no more.
 *
 * <p>Holds at most {@code heldBytesMax} bytes of bodies, save the last batch, which it always
 * holds; the oldest go first. One thread appends and syncs, any thread reads.
 */
public final class MemoryLog implements CommitLog {
    private final long heldBytesMax;

    /** Durable batches by first sequence number. */
    private final ConcurrentNavigableMap<Long, Batch> held = new ConcurrentSkipListMap<>();

    private final AtomicLong heldBytes = new AtomicLong();

    /** Written by the writer after the batch is in {@link #held}, read by any thread. */
    private volatile LogEnd end = LogEnd.NONE;

    /** Written by whoever closes it. */
    private volatile boolean closed;

    /** The writer's: appended and not yet synced. */
    private @Nullable Batch pending;

    /** The writer's: where the log ends once {@link #pending} is synced. */
    private LogEnd pendingEnd = LogEnd.NONE;

    public MemoryLog(long heldBytesMax) {
        this.heldBytesMax = heldBytesMax;
    }

    @Override
    public void begin() {
        // What is in memory was never read from anywhere.
    }

    @Override
    public LogEnd end() {
        return end;
    }

    @Override
    public long firstSequence() {
        Map.Entry<Long, Batch> first = held.firstEntry();
        return first == null ? end.sequence() + 1 : first.getKey();
    }

    @Override
    public String placeOf(long sequence) {
        return "the log in memory";
    }

    @Override
    public void append(Batch batch) {
        requireOpen();
        if (pending != null) {
            throw new IllegalStateException("batch " + pending.number() + " is not synced");
        }
        pendingEnd = end.after(batch);
        pending =
                new Batch(
                        batch.number(),
                        batch.firstSequence(),
                        batch.commitMicros(),
                        batch.body().copy());
    }

    @Override
    public void sync() {
        requireOpen();
        if (pending == null) {
            return;
        }
        held.put(pending.firstSequence(), pending);
        heldBytes.addAndGet(pending.body().byteCount());
        end = pendingEnd;
        pending = null;
        while (heldBytes.get() > heldBytesMax && held.size() > 1) {
            drop(held.firstKey());
        }
    }

    @Override
    public void read(long fromSequence, BatchReader reader) {
        requireOpen();
        Map.Entry<Long, Batch> from = held.floorEntry(fromSequence);
        long first = from == null ? fromSequence : from.getKey();
        for (Batch batch : held.tailMap(first, true).values()) {
            if (batch.lastSequence() >= fromSequence && !reader.onBatch(batch)) {
                return;
            }
        }
    }

    @Override
    public void read(long fromSequence, int tableId, BatchReader reader) {
        read(
                fromSequence,
                batch -> !batch.body().tables().mayHold(tableId) || reader.onBatch(batch));
    }

    @Override
    public void retain(long fromSequence) {
        for (Map.Entry<Long, Batch> entry : held.headMap(fromSequence, false).entrySet()) {
            boolean needed = entry.getValue().lastSequence() >= fromSequence;
            if (needed || entry.getKey().equals(held.lastKey())) {
                return;
            }
            drop(entry.getKey());
        }
    }

    @Override
    public long firstMicros() {
        Map.Entry<Long, Batch> first = held.firstEntry();
        return first == null ? end.commitMicros() + 1 : first.getValue().commitMicros();
    }

    @Override
    public long sequenceAt(long commitMicros) {
        for (Batch batch : held.values()) {
            if (batch.commitMicros() >= commitMicros) {
                return batch.firstSequence();
            }
        }
        return end.sequence() + 1;
    }

    @Override
    public long sequenceWithin(long bytes) {
        long used = 0;
        long from = end.sequence() + 1;
        for (Batch batch : held.descendingMap().values()) {
            used += batch.body().byteCount();
            if (used > bytes) {
                return from;
            }
            from = batch.firstSequence();
        }
        return from;
    }

    private void drop(long firstSequence) {
        Batch dropped = held.remove(firstSequence);
        if (dropped != null) {
            heldBytes.addAndGet(-dropped.body().byteCount());
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new LogException("the log is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
