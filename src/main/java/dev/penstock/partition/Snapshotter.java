package dev.penstock.partition;

import dev.penstock.log.CommitLog;
import dev.penstock.log.LogEnd;
import dev.penstock.snapshot.Snapshot;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/**
 * Takes snapshots: the writer says when, the background worker writes them from the version it was
 * given, and lets the log forget what the older of the kept two covers.
 *
 * <p>A snapshot that fails is not fatal: it is shown, and tried again with a later version.
 */
final class Snapshotter {
    /** How long after a failure the next attempt comes at the earliest. */
    static final long RETRY_MICROS = 10_000_000;

    private static final long NEVER = 0;

    private final Snapshots settings;
    private final CommitLog log;
    private final BiFunction<Version, LogEnd, Snapshot> image;
    private final Executor background;

    /** Whether one is being written: set by the writer, cleared by the background worker. */
    private final AtomicBoolean running = new AtomicBoolean();

    /** Written by the background worker, read by any thread. */
    private volatile SnapshotStatus status;

    /** The writer's own. */
    private long logBytes;

    /** The writer's own: commit time of the last attempt's version. */
    private long attemptedMicros;

    /**
     * Begins behind a recovery.
     *
     * @param image makes a snapshot of a version
     */
    Snapshotter(
            Snapshots settings,
            CommitLog log,
            BiFunction<Version, LogEnd, Snapshot> image,
            Executor background,
            Recovered recovered) {
        this.settings = settings;
        this.log = log;
        this.image = image;
        this.background = background;
        logBytes = recovered.replayedBytes();
        LogEnd end = recovered.snapshotEnd();
        attemptedMicros = end.sequence() == 0 ? log.end().commitMicros() : end.commitMicros();
        status = new SnapshotStatus(end.sequence(), end.commitMicros(), 0, null);
    }

    /**
     * What recovery left.
     *
     * @param snapshotEnd the end of the snapshot that it began with
     * @param replayedBytes what the log holds behind that
     */
    record Recovered(LogEnd snapshotEnd, long replayedBytes) {}

    SnapshotStatus status() {
        return status;
    }

    /** Writer only. */
    void onPublished(Version version, LogEnd end, long batchBytes) {
        logBytes += batchBytes;
        if (attemptedMicros == NEVER) {
            // A new database: its first snapshot comes after a while too, not at once.
            attemptedMicros = end.commitMicros();
        }
        if (isDue(end.commitMicros()) && running.compareAndSet(false, true)) {
            logBytes = 0;
            attemptedMicros = end.commitMicros();
            background.execute(() -> take(version, end));
        }
    }

    private boolean isDue(long micros) {
        long since = micros - attemptedMicros;
        return status.failures() > 0
                ? since >= RETRY_MICROS
                : logBytes >= settings.everyLogBytes() || since >= settings.everyMicros();
    }

    private void take(Version version, LogEnd end) {
        try {
            settings.store().write(image.apply(version, end));
            log.retain(settings.store().retainFromSequence());
            status = new SnapshotStatus(end.sequence(), end.commitMicros(), 0, null);
        } catch (RuntimeException | Error failure) {
            status = status.failed(failure);
        } finally {
            running.set(false);
        }
    }
}
