package dev.penstock.reliability.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Failing calls from the command line: {@code FailingCallsMain short|long WORK_DIRECTORY
 * [CALL...]}. Exit 1 if a promise was broken.
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

    /** Names for what is no call: those on snapshots alone, and those of a start. */
    private static final String SNAPSHOTS = "snapshots";

    private static final String STARTS = "starts";

    private static final List<String> ALL =
            Stream.concat(CALLS.stream(), Stream.of(SNAPSHOTS, STARTS)).toList();

    private static final List<String> SNAPSHOT_CALLS =
            List.of("write", "fsync", "openat", "rename", "unlink");

    /** The sync of what a start brings over from the log before, and what makes room for it. */
    private static final Set<String> SHORT_STARTS = Set.of("fdatasync1", "rename1");

    /** Up to here every single call; beyond, they only repeat each other: ever longer steps. */
    private static final int EVERY_ONE = 48;

    private FailingCallsMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createDirectories(Path.of(arguments[1])).toRealPath();
        Path home = Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
        Files.createFile(work.resolve("server.log"));
        boolean isShort = arguments[0].equals("short");
        var chosen = arguments.length > 2 ? List.of(arguments).subList(2, arguments.length) : ALL;
        var violations = new ArrayList<String>();
        try (var rounds = new FailingCalls(home, work)) {
            rounds.start();
            if (isShort) {
                few(rounds);
            } else {
                all(rounds, chosen);
            }
            rounds.stopByFailedSync();
            System.out.println(rounds.summary());
            violations.addAll(rounds.violations());
            if (chosen.contains(STARTS)) {
                var starts = new FailingStarts(home, work, rounds.load());
                start(starts, isShort);
                System.out.println(starts.summary());
                violations.addAll(starts.violations());
            }
        }
        System.out.println(violations.size() + " violations in all");
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private static void start(FailingStarts starts, boolean isShort)
            throws IOException, InterruptedException {
        var plan = starts.plan();
        System.out.println("calls of a start on the data directory: " + plan);
        for (var calls : plan.entrySet()) {
            for (int number : calls.getValue()) {
                if (!isShort || SHORT_STARTS.contains(calls.getKey() + number)) {
                    starts.round(new Fault(calls.getKey(), "EIO", number));
                }
                if (!isShort) {
                    starts.round(new Fault(calls.getKey(), "ENOSPC", number));
                }
            }
        }
    }

    private static void few(FailingCalls rounds) throws IOException, InterruptedException {
        for (Fault fault :
                List.of(
                        new Fault("fdatasync", "EIO", 3),
                        new Fault("fdatasync", "ENOSPC", 14),
                        new Fault("pwrite64", "EIO", 2),
                        new Fault("fsync", "EIO", 2),
                        new Fault("openat", "EIO", 3),
                        new Fault("rename", "ENOSPC", 1))) {
            rounds.round(fault, List.of());
        }
        rounds.isCleanOfSnapshots(new Fault("write", "EIO", 1));
        rounds.isCleanOfSnapshots(new Fault("fsync", "ENOSPC", 2));
    }

    private static void all(FailingCalls rounds, List<String> chosen)
            throws IOException, InterruptedException {
        for (String call : chosen.contains(SNAPSHOTS) ? SNAPSHOT_CALLS : List.<String>of()) {
            for (String error : List.of("EIO", "ENOSPC")) {
                int number = 1;
                while (!rounds.isCleanOfSnapshots(new Fault(call, error, number))) {
                    number++;
                }
                System.out.printf("snapshots, %s %s: clean at %d%n", call, error, number);
            }
        }
        for (String call : CALLS.stream().filter(chosen::contains).toList()) {
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
