package dev.penstock.reliability.pressure;

import dev.penstock.reliability.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client that behaves: small gets and puts at a fixed pace, whether answers come or not. A
 * request's time counts from when it was due, so that a stall is not hidden by asking less.
 */
final class GoodClient {
    private static final int CONNECTIONS = 16;
    private static final int PER_SECOND = 160;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1) * CONNECTIONS / PER_SECOND;

    private final int port;
    private final String table;

    GoodClient(int port, String table) {
        this.port = port;
        this.table = table;
    }

    /**
     * How long to measure.
     *
     * @param intervals one after the other
     * @param seconds of each
     */
    record Pace(int intervals, int seconds) {}

    /**
     * What one interval showed.
     *
     * @param failures requests that were not answered with 200
     */
    record Interval(int requests, int failures, long medianMicros, long p99Micros, long maxMicros) {
        @Override
        public String toString() {
            return "%d requests, %d failed, median %.2f ms, p99 %.2f ms, longest %.2f ms"
                    .formatted(
                            requests,
                            failures,
                            medianMicros / 1e3,
                            p99Micros / 1e3,
                            maxMicros / 1e3);
        }
    }

    /** Runs some intervals, and tells of each. */
    List<Interval> run(Pace pace) throws InterruptedException {
        var results = new ArrayList<Interval>();
        for (int i = 0; i < pace.intervals; i++) {
            results.add(interval(pace.seconds));
            System.out.println("  " + results.getLast());
        }
        return results;
    }

    /** The median of the intervals' p99. */
    static long p99Micros(List<Interval> intervals) {
        long[] sorted = intervals.stream().mapToLong(Interval::p99Micros).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private Interval interval(int seconds) throws InterruptedException {
        var micros = new ConcurrentLinkedQueue<Long>();
        var failures = new ConcurrentLinkedQueue<String>();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int number = i;
            long first = start + i * PAUSE_NANOS / CONNECTIONS;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> converse(number, first, end, micros, failures)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        failures.stream().distinct().limit(3).forEach(text -> System.out.println("  " + text));
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Interval(
                sorted.length,
                failures.size(),
                at(sorted, 50),
                at(sorted, 99),
                sorted.length == 0 ? 0 : Arrays.stream(sorted).max().orElse(0));
    }

    private static long at(long[] sorted, int percent) {
        return sorted.length == 0
                ? 0
                : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private void converse(
            int number,
            long first,
            long end,
            ConcurrentLinkedQueue<Long> micros,
            ConcurrentLinkedQueue<String> failures) {
        try (var caller = new Caller(port)) {
            long due = first;
            for (int i = 0; due < end; i++, due += PAUSE_NANOS) {
                byte[] request =
                        // Another item each time: what is there already would not be written.
                        i % 8 == 0
                                ? Request.put(table, "good", number, "x".repeat(200) + i)
                                : Request.onKey("GetItem", table, "good", number);
                Await.elapse(Duration.ofNanos(due - System.nanoTime()));
                var answer = caller.call(request);
                micros.add((System.nanoTime() - due) / 1_000);
                if (!answer.isSuccess()) {
                    failures.add(answer.toString());
                }
            }
        } catch (IOException broken) {
            failures.add(broken.toString());
        }
    }
}
