package dev.penstock.reliability.pressure;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Presses a server from the command line: {@code PressureMain overload CALM_SECONDS
 * PRESSED_SECONDS}, {@code slow SLOW IDLE INTERVALS SECONDS FLOOR_MILLIS} or {@code bombs}, then a
 * directory to work in. Exit 1 if a promise was broken.
 */
final class PressureMain {
    private static final String TABLE = "Good";
    private static final int PAGE_ITEMS = 12;
    private static final int PAGE_ITEM_BYTES = 100_000;

    private final Path home =
            Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
    private final Path work;
    private final List<String> violations = new ArrayList<>();

    /** A p99 below this is no finding: a busy machine makes as much by itself. */
    private long floorMicros;

    private PressureMain(Path work) {
        this.work = work;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work =
                Files.createDirectories(Path.of(arguments[arguments.length - 1])).toAbsolutePath();
        var main = new PressureMain(work);
        switch (arguments[0]) {
            case "overload" -> main.overload(number(arguments, 1), number(arguments, 2));
            case "slow" -> {
                var crowd = new Crowd(number(arguments, 1), number(arguments, 2));
                main.floorMicros = 1_000L * number(arguments, 5);
                main.slow(crowd, number(arguments, 3), number(arguments, 4));
            }
            case "bombs" -> main.bombs();
            default -> throw new IllegalArgumentException("not " + arguments[0]);
        }
        main.violations.forEach(violation -> System.out.println("VIOLATION " + violation));
        System.out.printf("%d violations%n", main.violations.size());
        System.exit(main.violations.isEmpty() ? 0 : 1);
    }

    private record Crowd(int slow, int idle) {}

    private static int number(String[] arguments, int index) {
        return Integer.parseInt(arguments[index]);
    }

    private void overload(int calmSeconds, int pressedSeconds)
            throws IOException, InterruptedException {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("overload, seed " + seed);
        var heap = new HeapLog(work.resolve("gc.log"));
        var settings =
                Map.of(
                        "JDK_JAVA_OPTIONS",
                        "-Xmx256m " + heap.option(),
                        "PENSTOCK_SEGMENT_BYTES",
                        "16MiB");
        try (var server = start(settings)) {
            var overload = new Overload(server.client().endpoint().getPort(), seed);
            overload.run(calmSeconds, pressedSeconds);
            violations.addAll(overload.violations().stream().distinct().limit(20).toList());
            System.out.printf(
                    "heap after collections: %d MiB at most; %d full collections%n",
                    heap.mostAfterCollection(0), heap.fullCollections());
            requireAlive(server);
        }
    }

    private void bombs() throws IOException, InterruptedException {
        var heap = new HeapLog(work.resolve("gc.log"));
        try (var server = start(Map.of("JDK_JAVA_OPTIONS", "-Xmx256m " + heap.option()))) {
            var bombs = new Bombs(server.client().endpoint().getPort(), server.process(), heap);
            bombs.run();
            violations.addAll(bombs.violations().stream().distinct().limit(20).toList());
            requireAlive(server);
        }
    }

    private void slow(Crowd wanted, int intervals, int seconds)
            throws IOException, InterruptedException {
        try (var server = start(Map.of())) {
            int port = server.client().endpoint().getPort();
            fill(port);
            var good = new GoodClient(port, TABLE);
            System.out.println("warming up");
            good.run(1, seconds);
            System.out.println("alone");
            var before = good.run(intervals, seconds);
            var crowd = new SlowCrowd(port, TABLE, wanted.slow, wanted.idle);
            try {
                Await.until("all are connected", Duration.ofMinutes(2), crowd::isComplete);
                System.out.printf("beside %d slow and %d idle clients%n", wanted.slow, wanted.idle);
                var during = good.run(intervals, seconds);
                compare(before, during);
                int fewest = crowd.fewestIdle();
                if (fewest < wanted.idle) {
                    violations.add("only %d idle connections were kept".formatted(fewest));
                }
            } finally {
                crowd.leave();
            }
            System.out.println(crowd);
            System.out.println("alone again");
            good.run(intervals, seconds);
            requireAlive(server);
        }
    }

    private void compare(List<GoodClient.Interval> before, List<GoodClient.Interval> during) {
        long alone = GoodClient.p99Micros(before);
        long beside = GoodClient.p99Micros(during);
        System.out.printf(
                "p99, median of the intervals: %.2f ms alone, %.2f ms beside them: %.2f times%n",
                alone / 1e3, beside / 1e3, beside / (double) alone);
        if (beside > 2 * alone && beside > floorMicros) {
            violations.add("the good client's p99 more than doubled");
        }
        int failures = during.stream().mapToInt(GoodClient.Interval::failures).sum();
        if (failures > 0) {
            violations.add(failures + " requests of the good client failed");
        }
    }

    private ServerProcess start(Map<String, String> settings)
            throws IOException, InterruptedException {
        return ServerProcess.start(
                home, work.resolve("data"), work.resolve("server.log"), settings);
    }

    private static void fill(int port) throws IOException {
        try (var caller = new Caller(port)) {
            caller.call(Request.createTable(TABLE));
            for (int i = 0; i < PAGE_ITEMS; i++) {
                var answer =
                        caller.call(Request.put(TABLE, "large", i, "x".repeat(PAGE_ITEM_BYTES)));
                if (!answer.isSuccess()) {
                    throw new IllegalStateException("cannot fill: " + answer);
                }
            }
        }
    }

    private void requireAlive(ServerProcess server) throws IOException, InterruptedException {
        String log = Files.readString(work.resolve("server.log"));
        if (!server.process().isAlive() || log.contains("OutOfMemoryError")) {
            violations.add("the server ended or ran out of memory:\n" + log);
        } else if (server.stop() != 0) {
            violations.add("the server did not stop well:\n" + log);
        }
    }
}
