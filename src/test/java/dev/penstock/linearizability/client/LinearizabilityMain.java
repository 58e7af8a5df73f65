package dev.penstock.linearizability.client;

import dev.penstock.reliability.LoopDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code LinearizabilityMain ROUNDS OPERATIONS WORK_DIRECTORY}: at least so many rounds, with so
 * many operations of load in each. Stops at the first round with a violation. The seed is printed;
 * {@code -Dtest.seed=N} repeats its random choices, {@code -Dpenstock.fault=POWER_CUT} makes every
 * round end with this {@link Fault}. Exit 1 if a promise was broken.
 */
final class LinearizabilityMain {
    private LinearizabilityMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long seed = Long.getLong("test.seed", System.nanoTime());
        int rounds = Integer.parseInt(arguments[0]);
        long operations = Long.parseLong(arguments[1]);
        Path work = Files.createDirectories(Path.of(arguments[2])).toAbsolutePath();
        Path home = Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
        String fileSystem = System.getProperty("penstock.filesystem", "ext4");
        System.out.printf(
                "%d rounds of %d operations on %s, seed %d%n",
                rounds, operations, fileSystem, seed);
        boolean isWell = true;
        try (var disk = LoopDisk.create(work, fileSystem)) {
            var run = new Rounds(disk, home, work.resolve("server.log"), seed);
            try {
                run.begin();
                for (int round = 0; round < rounds && isWell; round++) {
                    isWell = run.run(round, operations);
                }
            } catch (IllegalStateException refused) {
                if (!run.hasServerEnded()) {
                    throw refused;
                }
                // Such as one that finds its log damaged and does not start.
                System.out.println("VIOLATION " + refused.getMessage());
                isWell = false;
            } finally {
                run.end();
            }
        }
        System.exit(isWell ? 0 : 1);
    }
}
