package dev.penstock.reliability.pressure;

import dev.penstock.reliability.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * What a crowd of slow and idle clients costs a good one. The good client is alone, then beside a
 * crowd that presses another server of the same machine, which is what the mere work of crowd and
 * server costs where all share the processors; then beside one that presses its own server.
 */
final class SlowRun {
    private static final String TABLE = "Good";
    private static final String LARGE = "large";
    private static final int PAGE_ITEMS = 12;
    private static final int PAGE_ITEM_BYTES = 100_000;

    /** Long enough for the compiler: neither server is to be compiled while it is measured. */
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Duration CONNECTED_WITHIN = Duration.ofMinutes(2);

    private final int port;
    private final int otherPort;
    private final Crowd wanted;
    private final GoodClient.Pace pace;
    private final List<String> violations = new ArrayList<>();

    /**
     * @param port of the server that the good client calls
     * @param otherPort of one that it does not
     */
    SlowRun(int port, int otherPort, Crowd wanted, GoodClient.Pace pace) {
        this.port = port;
        this.otherPort = otherPort;
        this.wanted = wanted;
        this.pace = pace;
    }

    /** How many clients there are of each sort. */
    record Crowd(int slow, int idle) {
        @Override
        public String toString() {
            return slow + " slow and " + idle + " idle clients";
        }
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * Runs it all.
     *
     * @param floorMicros a p99 below this is no finding: a busy machine makes as much by itself
     */
    void run(long floorMicros) throws IOException, InterruptedException {
        for (int each : new int[] {otherPort, port}) {
            fill(each);
            warmUp(each);
        }
        var good = new GoodClient(port, TABLE);
        System.out.println("alone");
        long alone = GoodClient.p99Micros(good.run(pace));
        System.out.printf("%s press another server%n", wanted);
        long control = GoodClient.p99Micros(beside(good, otherPort));
        System.out.printf("beside %s%n", wanted);
        var during = beside(good, port);
        long beside = GoodClient.p99Micros(during);
        System.out.println("alone again");
        good.run(pace);
        System.out.printf(
                "p99, median of the intervals: %.2f ms alone, %.2f ms while they press another"
                        + " server, %.2f ms beside them: %.2f times, and %.2f times%n",
                alone / 1e3,
                control / 1e3,
                beside / 1e3,
                beside / (double) alone,
                beside / (double) control);
        if (beside > 2 * alone && beside > floorMicros) {
            violations.add("the good client's p99 more than doubled");
        }
        int failures = during.stream().mapToInt(GoodClient.Interval::failures).sum();
        if (failures > 0) {
            violations.add(failures + " requests of the good client failed");
        }
    }

    private List<GoodClient.Interval> beside(GoodClient good, int pressedPort)
            throws InterruptedException {
        var crowd = new SlowCrowd(pressedPort, TABLE, wanted.slow, wanted.idle);
        List<GoodClient.Interval> intervals;
        try {
            Await.until("all are connected", CONNECTED_WITHIN, crowd::isComplete);
            intervals = good.run(pace);
            int fewest = crowd.fewestIdle();
            if (fewest < wanted.idle) {
                violations.add("only %d idle connections were kept".formatted(fewest));
            }
        } finally {
            crowd.leave();
        }
        System.out.println("  " + crowd);
        return intervals;
    }

    private static void fill(int port) throws IOException {
        try (var caller = new Caller(port)) {
            caller.call(Request.createTable(TABLE));
            for (int i = 0; i < PAGE_ITEMS; i++) {
                var answer = caller.call(Request.put(TABLE, LARGE, i, "x".repeat(PAGE_ITEM_BYTES)));
                if (!answer.isSuccess()) {
                    throw new IllegalStateException("cannot fill: " + answer);
                }
            }
        }
    }

    private static void warmUp(int port) throws InterruptedException {
        List<IntFunction<byte[]>> requests =
                List.of(
                        _ -> Request.query(TABLE, LARGE),
                        i -> Request.put(TABLE, "warm", 0, "x".repeat(200) + i),
                        _ -> Request.onKey("GetItem", TABLE, "warm", 0));
        var threads = new ArrayList<Thread>();
        for (IntFunction<byte[]> request : requests) {
            threads.add(Thread.ofPlatform().start(() -> repeat(port, request)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void repeat(int port, IntFunction<byte[]> request) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        try (var caller = new Caller(port)) {
            for (int i = 0; System.nanoTime() < end; i++) {
                caller.call(request.apply(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
