package dev.penstock.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Crash rounds from the command line: {@code CrashMain kill|power ROUNDS WORK_DIRECTORY}. The seed
 * is printed; {@code -Dtest.seed=N} repeats its random choices. Exit 1 if a promise was broken.
 */
final class CrashMain {
    private CrashMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long seed = Long.getLong("test.seed", System.nanoTime());
        int rounds = Integer.parseInt(arguments[1]);
        Path work = Files.createDirectories(Path.of(arguments[2])).toAbsolutePath();
        Path home = Path.of(System.getProperty("penstock.home", ".")).toAbsolutePath().normalize();
        System.out.printf("%s, %d rounds, seed %d%n", arguments[0], rounds, seed);
        CrashWorkload workload =
                switch (arguments[0]) {
                    case "kill" ->
                            new CrashRounds(home, work.resolve("data"), work.resolve("server.log"))
                                    .run(rounds, seed, ServerProcess::killNine);
                    case "power" -> powerCuts(home, work, rounds, seed);
                    default ->
                            throw new IllegalArgumentException(
                                    "kill or power, not " + arguments[0]);
                };
        workload.violations().forEach(violation -> System.out.println("VIOLATION " + violation));
        System.out.printf(
                "%d writes acknowledged, %d violations%n",
                workload.acknowledged(), workload.violations().size());
        System.exit(workload.violations().isEmpty() ? 0 : 1);
    }

    private static CrashWorkload powerCuts(Path home, Path work, int rounds, long seed)
            throws IOException, InterruptedException {
        try (var disk = LoopDisk.create(work, System.getProperty("penstock.filesystem", "ext4"))) {
            return new CrashRounds(
                            home, disk.mountPoint().resolve("data"), work.resolve("server.log"))
                    .run(
                            rounds,
                            seed,
                            server -> {
                                disk.cutPower();
                                server.killNine();
                                disk.remount();
                            });
        }
    }
}
