package dev.penstock.model;

import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Snapshots;
import dev.penstock.partition.Storage;
import dev.penstock.partition.Watermarks;
import dev.penstock.snapshot.MemorySnapshotStore;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** A database in memory with the smallest tree nodes there are, and the entry before it. */
final class Node implements AutoCloseable {
    private static final DatabaseSettings SETTINGS =
            new DatabaseSettings(
                    2,
                    new DatabaseSettings.Tree(4, 4),
                    new DatabaseSettings.Inbox(1_000, 64 << 20),
                    new DatabaseSettings.Batching(16, 1 << 20),
                    Watermarks.NONE);
    private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().factory();

    /** Of log, until the next snapshot: a sequence writes more than that. */
    private static final long SNAPSHOT_BYTES = 16 << 10;

    private final LocalEntry entry = new LocalEntry();
    private final AtomicLong micros = new AtomicLong();
    private final Random uuids = new Random(1);
    private GatedLog log;
    private Snapshots snapshots;
    private Database database;

    Node() {
        log = emptyLog();
        snapshots = noSnapshots();
        database = open();
    }

    private static GatedLog emptyLog() {
        return new GatedLog(new MemoryLog(Long.MAX_VALUE));
    }

    private static Snapshots noSnapshots() {
        return new Snapshots(MemorySnapshotStore.holding(), SNAPSHOT_BYTES, Long.MAX_VALUE);
    }

    private Database open() {
        var environment =
                new Environment(
                        micros::incrementAndGet,
                        () -> new UUID(uuids.nextLong(), uuids.nextLong()),
                        THREADS,
                        this::onFatal);
        Database opened =
                Database.open(
                        SETTINGS, new Storage(log, snapshots, DiskSpace.UNLIMITED), environment);
        entry.serve(opened);
        return opened;
    }

    private void onFatal(Throwable cause) {
        entry.execute(
                () -> {
                    throw new AssertionError("the writer failed", cause);
                });
    }

    LocalEntry entry() {
        return entry;
    }

    GatedLog log() {
        return log;
    }

    /** Opens the database again on what it has written. */
    void restart() {
        database.close();
        database = open();
    }

    /** Begins anew with nothing. */
    void clear() {
        close();
        log = emptyLog();
        snapshots = noSnapshots();
        database = open();
    }

    @Override
    public void close() {
        database.close();
        log.close();
    }
}
