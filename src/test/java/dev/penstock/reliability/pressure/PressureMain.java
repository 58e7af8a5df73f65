package dev.penstock.reliability.pressure;

import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Presses a server from the command line: {@code PressureMain overload CALM_SECONDS
 * PRESSED_SECONDS}, {@code slow SLOW IDLE INTERVALS SECONDS FLOOR_MILLIS} or {@code bombs}, then a
 * directory to work in. Exit 1 if a promise was broken.
 */
final class PressureMain {
    private final Path home =
            Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
    private final Path work;
    private final List<String> violations = new ArrayList<>();

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
                var crowd = new SlowRun.Crowd(number(arguments, 1), number(arguments, 2));
                var pace = new GoodClient.Pace(number(arguments, 3), number(arguments, 4));
                main.slow(crowd, pace, 1_000L * number(arguments, 5));
            }
            case "bombs" -> main.bombs();
            default -> throw new IllegalArgumentException("not " + arguments[0]);
        }
        main.violations.forEach(violation -> System.out.println("VIOLATION " + violation));
        System.out.printf("%d violations%n", main.violations.size());
        System.exit(main.violations.isEmpty() ? 0 : 1);
    }

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
            var overload = new Overload(port(server), seed);
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
            var bombs = new Bombs(port(server), server.process(), heap);
            bombs.run();
            violations.addAll(bombs.violations().stream().distinct().limit(20).toList());
            requireAlive(server);
        }
    }

    private void slow(SlowRun.Crowd crowd, GoodClient.Pace pace, long floorMicros)
            throws IOException, InterruptedException {
        try (var server = start(Map.of());
                var other = start("other", Map.of())) {
            var run = new SlowRun(port(server), port(other), crowd, pace);
            run.run(floorMicros);
            violations.addAll(run.violations());
            requireAlive(server);
        }
    }

    private static int port(ServerProcess server) {
        return server.client().endpoint().getPort();
    }

    private ServerProcess start(Map<String, String> settings)
            throws IOException, InterruptedException {
        return start("server", settings);
    }

    private ServerProcess start(String name, Map<String, String> settings)
            throws IOException, InterruptedException {
        return ServerProcess.start(
                home, work.resolve(name + "-data"), work.resolve(name + ".log"), settings);
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
