package dev.penstock.reliability.pressure;

import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Presses a server from the command line: {@code PressureMain overload CALM_SECONDS PRESSED_SECONDS
 * [TIMES_MIN]}, {@code slow SLOW IDLE INTERVALS SECONDS FLOOR_MILLIS} or {@code bombs}, then a
 * directory to work in. Exit 1 if a promise was broken, 2 if the server was offered less than
 * TIMES_MIN times what it takes and could have been offered more.
 */
final class PressureMain {
    /** Below that it was no load of four times. */
    private static final double FULL_TIMES = 3.5;

    /** From here on the server itself was the limit: it had no more time to answer. */
    private static final double BUSY = 0.9;

    private final Path home =
            Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
    private final Path work;
    private final List<String> violations = new ArrayList<>();
    private boolean isInconclusive;

    private PressureMain(Path work) {
        this.work = work;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work =
                Files.createDirectories(Path.of(arguments[arguments.length - 1])).toAbsolutePath();
        var main = new PressureMain(work);
        switch (arguments[0]) {
            case "overload" ->
                    main.overload(
                            number(arguments, 1),
                            number(arguments, 2),
                            arguments.length > 4 ? Double.parseDouble(arguments[3]) : 0);
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
        int whole = main.isInconclusive ? 2 : 0;
        System.exit(main.violations.isEmpty() ? whole : 1);
    }

    private static int number(String[] arguments, int index) {
        return Integer.parseInt(arguments[index]);
    }

    /** Gives the server one core and its callers the others, so that they can be ahead of it. */
    private static void part(ServerProcess server) throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        if (cores > 1) {
            pin("0", server.process().pid());
            pin("1-" + (cores - 1), ProcessHandle.current().pid());
        }
    }

    private static void pin(String cores, long pid) throws IOException, InterruptedException {
        var command = List.of("taskset", "-a", "-c", "-p", cores, Long.toString(pid));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with " + words);
        }
    }

    private static Duration processorTime(ServerProcess server) {
        return server.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void overload(int calmSeconds, int pressedSeconds, double timesMin)
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
            var overload = new Overload(port(server), seed, () -> processorTime(server));
            part(server);
            Overload.Pressure pressure;
            try {
                pressure = overload.run(calmSeconds, pressedSeconds);
            } catch (IOException gone) {
                violations.add("the server does not answer any more: " + gone);
                return;
            }
            System.out.printf("the server had %.0f %% of its core%n", 100 * pressure.busy());
            if (pressure.times() < FULL_TIMES) {
                System.out.printf("INCONCLUSIVE: %.1f times is not four%n", pressure.times());
                isInconclusive = pressure.times() < timesMin && pressure.busy() < BUSY;
            }
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
