package dev.penstock.partition;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The background workers: they read what recovery needs, write snapshots from held versions and
 * look at the disk. Nothing of the writer's is theirs.
 */
final class Background implements Executor, AutoCloseable {
    private final ScheduledThreadPoolExecutor workers;

    Background(ThreadFactory threads, int threadsMax) {
        // Two at least, so that a long snapshot does not hide a disk that fills up meanwhile.
        workers = new ScheduledThreadPoolExecutor(Math.max(2, threadsMax), threads);
    }

    @Override
    public void execute(Runnable task) {
        workers.execute(task);
    }

    /** Runs a task again and again, with this pause; one that fails is not run again. */
    void every(long millis, Runnable task) {
        var _ = workers.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Stops what runs, a snapshot too, and waits for its end. */
    @Override
    public void close() {
        workers.shutdownNow();
        boolean interrupted = false;
        while (!workers.isTerminated()) {
            try {
                workers.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    /** Waits for a thread's end, whoever interrupts; the caller learns of that afterwards. */
    static void joinUninterrupted(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
