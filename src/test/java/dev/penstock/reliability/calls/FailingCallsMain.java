package dev.penstock.reliability.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Failing calls from the command line: {@code FailingCallsMain short|long WORK_DIRECTORY}. Exit 1
 * if a promise was broken.
 */
final class FailingCallsMain {
    private static final List<String> CALLS =
            List.of(
                    "msync",
                    "fdatasync",
                    "fsync",
                    "ftruncate",
                    "rename",
                    "openat",
                    "unlink",
                    "mkdir",
                    "pwrite64");

    /** Up to here every single call; beyond, they only repeat each other: ever longer steps. */
    private static final int EVERY_ONE = 48;

    private FailingCallsMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createDirectories(Path.of(arguments[1])).toRealPath();
        Path home = Path.of(System.getProperty("penstock.home", ".")).toAbsolutePath().normalize();
        Files.createFile(work.resolve("server.log"));
        int violations;
        try (var rounds = new FailingCalls(home, work)) {
            rounds.start();
            if (arguments[0].equals("short")) {
                few(rounds);
            } else {
                all(rounds);
            }
            rounds.restartAfterKill("at the end");
            rounds.violations().forEach(violation -> System.out.println("VIOLATION " + violation));
            System.out.println(rounds.summary());
            violations = rounds.violations().size();
        }
        System.exit(violations == 0 ? 0 : 1);
    }

    private static void few(FailingCalls rounds) throws IOException, InterruptedException {
        for (Fault fault :
                List.of(
                        new Fault("fdatasync", "EIO", 3),
                        new Fault("fdatasync", "ENOSPC", 14),
                        new Fault("pwrite64", "EIO", 2),
                        new Fault("fsync", "EIO", 2),
                        new Fault("openat", "EIO", 3))) {
            rounds.round(fault, List.of());
        }
    }

    private static void all(FailingCalls rounds) throws IOException, InterruptedException {
        for (String call : CALLS) {
            for (String error : List.of("EIO", "ENOSPC")) {
                int number = 1;
                while (!rounds.isClean(new Fault(call, error, number))) {
                    number += number < EVERY_ONE ? 1 : number / 4;
                }
                System.out.printf("%s %s: clean at %d%n", call, error, number);
                rounds.restartAfterKill(call + " " + error);
            }
        }
    }
}
