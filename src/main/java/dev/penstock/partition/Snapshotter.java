package dev.penstock.partition;

import dev.penstock.log.CommitLog;
import dev.penstock.log.LogEnd;
import dev.penstock.snapshot.Snapshot;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots: the writer says when the log has grown enough, the background worker looks each
 * second whether one is due for another reason, writes them from the version it was given, and lets
 * the log forget what the older of the kept two covers.
 *
 * <p>A snapshot that fails is not fatal: it is shown, and tried again, whether writes come or not.
 * Time is counted in looks: commit times stand still while the clock is behind them.
 */
final class Snapshotter {
    /** Looks from a failure to the next attempt: doubled with each failure in a row. */
    static final int RETRY_LOOKS_MAX = 1 << 6;

    private static final long LOOK_MICROS = DiskWatch.PERIOD_MILLIS * 1_000;

    /** Which part of the log's usual growth is worth snapshots out of turn, once disk is short. */
    private static final int GROWTH_PARTS = 4;

    private final Snapshots settings;
    private final CommitLog log;
    private final BiFunction<Version, LogEnd, Snapshot> image;
    private final Executor background;
    private final LongUnaryOperator retention;

    /** Whether one is being written: set by the writer, cleared by the background worker. */
    private final AtomicBoolean running = new AtomicBoolean();

    /** The one that is being written: set by who holds {@link #running}, read by any thread. */
    private volatile @Nullable Attempt attempt;

    /** Written by the background worker, read by any thread. */
    private volatile SnapshotStatus status;

    /** Set by the writer (before it starts: by who opens), read by the background worker. */
    private volatile @Nullable Published latest;

    /** Log bytes before the newest snapshot; of who holds {@link #running}, like the next two. */
    private long newestAtBytes;

    /** Log bytes before the snapshot before that: the log can forget them. */
    private long olderAtBytes;

    /** Of who holds {@link #running}: since the last attempt. */
    private long looks;

    /** The writer's own: all bytes of the log that this process knows of. */
    private long allBytes;

    /** The writer's own. */
    private long logBytes;

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
        this(settings, log, image, background, recovered, from -> from);
    }

    /**
     * The same where others need the log too.
     *
     * @param retention from where the log must be kept, given from where snapshots need it
     */
    Snapshotter(
            Snapshots settings,
            CommitLog log,
            BiFunction<Version, LogEnd, Snapshot> image,
            Executor background,
            Recovered recovered,
            LongUnaryOperator retention) {
        this.retention = retention;
        this.settings = settings;
        this.log = log;
        this.image = image;
        this.background = background;
        logBytes = recovered.replayedBytes();
        allBytes = recovered.replayedBytes();
        // What lies between the two snapshots that are there is not known; about this.
        olderAtBytes = -settings.everyLogBytes();
        LogEnd end = recovered.snapshotEnd();
        // A new database: its first snapshot comes after a while too, not at once.
        looks = end.sequence() == 0 ? 0 : looks(log.end().commitMicros() - end.commitMicros());
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

    /**
     * A snapshot in the making: what holds a version while others come, and must let go of it in
     * time. The deadline interrupts its writing; a store that does not heed that holds on.
     */
    private final class Attempt implements Runnable {
        private final Version version;
        private final FutureTask<?> writing;
        private volatile boolean hasBegun;

        /** Of the worker that looks. */
        private long looks;

        Attempt(Published held) {
            version = held.version();
            writing = new FutureTask<>(() -> take(held), null);
        }

        @Override
        public void run() {
            hasBegun = true;
            writing.run();
            attempt = null;
            running.set(false);
        }

        void onLook() {
            boolean isLate = hasBegun && ++looks > looks(settings.deadlineMicros());
            if (isLate && writing.cancel(true)) {
                status =
                        status.failed(new TimeoutException("given up after " + looks + " seconds"));
            }
        }
    }

    /** Before the writer starts: what recovery came to. */
    void begin(Version recovered) {
        latest = new Published(recovered, log.end(), allBytes);
    }

    /**
     * Background worker only, once a second. Takes a snapshot if the last one is old enough or
     * failed a while ago. Takes them out of turn while the disk is short: the log can forget what
     * the older of two covers, and on a full disk no write may come that would make one due.
     */
    void onLook(DiskLevel disk) {
        if (!running.compareAndSet(false, true)) {
            Attempt late = attempt;
            if (late != null) {
                late.onLook();
            }
            return;
        }
        looks++;
        Published held = latest;
        if (held != null && held.end().sequence() > 0 && isDue(held, disk)) {
            begin(held);
        } else {
            running.set(false);
        }
    }

    private boolean isDue(Published held, DiskLevel disk) {
        if (status.failures() > 0) {
            return looks >= retryLooks(status.failures());
        }
        boolean isOld = looks >= looks(settings.everyMicros());
        return (isOld && held.end().sequence() > status.sequence())
                || (disk != DiskLevel.PLENTY && isWorthIt(held));
    }

    private static int retryLooks(int failures) {
        int doublings = Math.min(failures - 1, Integer.numberOfTrailingZeros(RETRY_LOOKS_MAX));
        return 1 << doublings;
    }

    private static long looks(long micros) {
        return micros / LOOK_MICROS;
    }

    private boolean isWorthIt(Published held) {
        return held.allBytes() - olderAtBytes >= settings.everyLogBytes() / GROWTH_PARTS
                && held.allBytes() > olderAtBytes;
    }

    private void begin(Published held) {
        looks = 0;
        var next = new Attempt(held);
        attempt = next;
        background.execute(next);
    }

    /** The version that a snapshot is being written of; null if none is. Any thread. */
    @Nullable Version held() {
        Attempt current = attempt;
        return current == null ? null : current.version;
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
        boolean isDue = logBytes >= settings.everyLogBytes() && status.failures() == 0;
        if (isDue && running.compareAndSet(false, true)) {
            logBytes = 0;
            begin(published);
        }
    }

    private void take(Published held) {
        try {
            LogEnd end = held.end();
            settings.store().write(image.apply(held.version(), end));
            olderAtBytes = newestAtBytes;
            newestAtBytes = held.allBytes();
            long from = settings.store().retainFromSequence();
            log.retain(retention.applyAsLong(from));
            status = new SnapshotStatus(end.sequence(), end.commitMicros(), 0, null);
        } catch (RuntimeException | Error failure) {
            if (!isGivenUp()) {
                status = status.failed(failure);
            }
        }
    }

    /** What fails because it was given up, was counted when it was. */
    private boolean isGivenUp() {
        Attempt current = attempt;
        return current != null && current.writing.isCancelled();
    }
}
