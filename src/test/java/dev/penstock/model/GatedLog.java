package dev.penstock.model;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchReader;
import dev.penstock.log.CommitLog;
import dev.penstock.log.LogEnd;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A log whose sync can be held back: what is submitted meanwhile gathers in few batches, and must
 * not be seen by any reader.
 */
final class GatedLog implements CommitLog {
    private final CommitLog log;
    private final ReentrantLock gate = new ReentrantLock();

    GatedLog(CommitLog log) {
        this.log = log;
    }

    /** No batch becomes durable until {@link #release}, by the same thread. */
    void hold() {
        gate.lock();
    }

    void release() {
        gate.unlock();
    }

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

    @Override
    public void append(Batch batch) {
        log.append(batch);
    }

    @Override
    public void sync() {
        gate.lock();
        try {
            log.sync();
        } finally {
            gate.unlock();
        }
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
