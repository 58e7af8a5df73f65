package dev.penstock.reliability.crash;

import dev.penstock.reliability.LoopDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Crash rounds from the command line: {@code CrashMain kill|power TIMES WORK_DIRECTORY}. The seed
 * is printed; {@code -Dtest.seed=N} repeats its random choices. With {@code -Dpenstock.filesystem}
 * the data is on a disk whose power can be cut; with {@code -Dpenstock.followed=true} there is a
 * table that an index and a stream follow; with {@code -Dpenstock.moments=all} each moment that is
 * aimed at must be met once. Exit 1 if not, or if a promise was broken; the working directory is
 * then left as it is.
 */
final class CrashMain {
    /** Sparse; room for a few segments of the default size. */
    private static final String DISK_SIZE = "3G";

    private CrashMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long seed = Long.getLong("test.seed", System.nanoTime());
        int times = Integer.parseInt(arguments[1]);
        Path work = Files.createDirectories(Path.of(arguments[2])).toAbsolutePath();
        Path home = Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
        String fileSystem = System.getProperty("penstock.filesystem");
        System.out.printf("%s, %d times, seed %d%n", arguments[0], times, seed);
        @Nullable LoopDisk disk =
                fileSystem == null ? null : LoopDisk.create(work, fileSystem, DISK_SIZE);
        var rounds =
                new CrashRounds(home, work, seed, disk, Boolean.getBoolean("penstock.followed"));
        switch (arguments[0]) {
            case "kill" -> rounds.kill(times);
            case "power" -> rounds.cut(times);
            default -> throw new IllegalArgumentException("kill or power, not " + arguments[0]);
        }
        boolean isWhole = report(rounds);
        if (disk != null && isWhole) {
            disk.close();
        }
        System.exit(isWhole ? 0 : 1);
    }

    private static boolean report(CrashRounds rounds) {
        var violations = rounds.ledger().violations();
        violations.forEach(violation -> System.out.println("VIOLATION " + violation));
        System.out.println(rounds.blows().report());
        if (!rounds.followed().isEmpty()) {
            System.out.println(rounds.followed());
        }
        System.out.printf(
                "%d kills, %d power cuts, %d writes acknowledged, %d violations%n",
                rounds.blows().kills(),
                rounds.blows().cuts(),
                rounds.ledger().acknowledged(),
                violations.size());
        boolean isComplete = !"all".equals(System.getProperty("penstock.moments"));
        if (!isComplete) {
            rounds.missed()
                    .forEach(
                            moment ->
                                    System.out.println("MISSED: no blow struck " + moment.words()));
            isComplete = rounds.missed().isEmpty();
        }
        return violations.isEmpty() && isComplete;
    }
}
