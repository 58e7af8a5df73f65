package dev.penstock.partition;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The background workers: they read what recovery needs, write snapshots from held versions and
 * make indexes. What is looked after again and again has a thread of its own, so that no long work
 * hides a disk that fills up meanwhile. Nothing of the writer's is theirs.
 */
final class Background implements Executor, AutoCloseable {
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor looks;

    Background(ThreadFactory threads, int threadsMax) {
        // Two at least, so that a long snapshot does not keep an index waiting.
        int count = Math.max(2, threadsMax);
        workers =
                new ThreadPoolExecutor(
                        count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        looks = new ScheduledThreadPoolExecutor(1, threads);
    }

    @Override
    public void execute(Runnable task) {
        workers.execute(task);
    }

    /** Runs a short task again and again, with this pause; one that throws is not run again. */
    void every(long millis, Runnable task) {
        var _ = looks.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Stops what runs, a snapshot too, and waits for its end. */
    @Override
    public void close() {
        looks.shutdownNow();
        workers.shutdownNow();
        awaitEnd(looks);
        awaitEnd(workers);
    }

    private static void awaitEnd(ExecutorService ended) {
        boolean interrupted = false;
        while (!ended.isTerminated()) {
            try {
                ended.awaitTermination(1, TimeUnit.DAYS);
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
