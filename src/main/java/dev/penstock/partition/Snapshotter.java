package dev.penstock.partition;

import dev.penstock.log.CommitLog;
import dev.penstock.log.LogEnd;
import dev.penstock.snapshot.Snapshot;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots: the writer says when, the background worker writes them from the version it was
 * given, and lets the log forget what the older of the kept two covers.
 *
 * <p>A snapshot that fails is not fatal: it is shown, and tried again with a later version.
 */
final class Snapshotter {
    /** How many looks at a disk that is short are let pass after a failure. */
    static final int RETRY_LOOKS = 10;

    /** Which part of the log's usual growth is worth snapshots out of turn, once disk is short. */
    private static final int GROWTH_PARTS = 4;

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

    /** Set by the writer (before it starts: by who opens), read by the background worker. */
    private volatile @Nullable Published latest;

    /** Log bytes before the newest snapshot; of who holds {@link #running}, like the next two. */
    private long newestAtBytes;

    /** Log bytes before the snapshot before that: the log can forget them. */
    private long olderAtBytes;

    private int looksToSkip;

    /** The writer's own: all bytes of the log that this process knows of. */
    private long allBytes;

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
        allBytes = recovered.replayedBytes();
        // What lies between the two snapshots that are there is not known; about this.
        olderAtBytes = -settings.everyLogBytes();
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

    /**
     * What a snapshot would be of.
     *
     * @param allBytes log bytes before it
     */
    private record Published(Version version, LogEnd end, long allBytes) {}

    /** Before the writer starts: what recovery came to. */
    void begin(Version recovered) {
        latest = new Published(recovered, log.end(), allBytes);
    }

    /**
     * Background worker only. The log can forget what the older of two snapshots covers, and on a
     * full disk no write may come that would make one due: so as many are taken, out of turn, as
     * let it forget what it can.
     */
    void onDiskShortage() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        Published held = latest;
        if (held != null && held.end().sequence() > 0 && isWorthIt(held)) {
            background.execute(() -> take(held));
        } else {
            running.set(false);
        }
    }

    private boolean isWorthIt(Published held) {
        if (looksToSkip > 0) {
            looksToSkip--;
            return false;
        }
        return held.allBytes() - olderAtBytes >= settings.everyLogBytes() / GROWTH_PARTS
                && held.allBytes() > olderAtBytes;
    }

    SnapshotStatus status() {
        return status;
    }

    /** Writer only. */
    void onPublished(Version version, LogEnd end, long batchBytes) {
        logBytes += batchBytes;
        allBytes += batchBytes;
        var published = new Published(version, end, allBytes);
        latest = published;
        if (attemptedMicros == NEVER) {
            // A new database: its first snapshot comes after a while too, not at once.
            attemptedMicros = end.commitMicros();
        }
        if (isDue(end.commitMicros()) && running.compareAndSet(false, true)) {
            logBytes = 0;
            attemptedMicros = end.commitMicros();
            background.execute(() -> take(published));
        }
    }

    private boolean isDue(long micros) {
        long since = micros - attemptedMicros;
        return status.failures() > 0
                ? since >= RETRY_MICROS
                : logBytes >= settings.everyLogBytes() || since >= settings.everyMicros();
    }

    private void take(Published held) {
        try {
            LogEnd end = held.end();
            settings.store().write(image.apply(held.version(), end));
            olderAtBytes = newestAtBytes;
            newestAtBytes = held.allBytes();
            log.retain(settings.store().retainFromSequence());
            status = new SnapshotStatus(end.sequence(), end.commitMicros(), 0, null);
        } catch (RuntimeException | Error failure) {
            looksToSkip = RETRY_LOOKS;
            status = status.failed(failure);
        } finally {
            running.set(false);
        }
    }
}
