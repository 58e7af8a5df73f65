package dev.penstock.partition;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchReader;
import dev.penstock.log.CommitLog;
import dev.penstock.log.LogEnd;
import dev.penstock.log.memory.MemoryLog;
import java.util.ArrayList;
import java.util.List;

/** A memory log whose sync can be watched, held up or broken. */
final class HookedLog implements CommitLog {
    private final MemoryLog log = new MemoryLog(Long.MAX_VALUE);

    /** Batches appended, with bodies of their own. */
    final List<Batch> appended = new ArrayList<>();

    /** Runs on the writer's thread, before the sync. */
    volatile Runnable onSync = () -> {};

    @Override
    public void begin() {
        log.begin();
    }

    @Override
    public LogEnd end() {
        return log.end();
    }

    @Override
    public long firstSequence() {
        return log.firstSequence();
    }

    @Override
    public String placeOf(long sequence) {
        return log.placeOf(sequence);
    }

    /** Runs on the writer's thread, before anything is appended. */
    volatile Runnable onAppend = () -> {};

    @Override
    public void append(Batch batch) {
        onAppend.run();
        log.append(batch);
        appended.add(
                new Batch(
                        batch.number(),
                        batch.firstSequence(),
                        batch.commitMicros(),
                        batch.body().copy()));
    }

    @Override
    public void sync() {
        onSync.run();
        log.sync();
    }

    @Override
    public void read(long fromSequence, BatchReader reader) {
        log.read(fromSequence, reader);
    }

    @Override
    public void retain(long fromSequence) {
        log.retain(fromSequence);
    }

    @Override
    public void close() {
        log.close();
    }
}
