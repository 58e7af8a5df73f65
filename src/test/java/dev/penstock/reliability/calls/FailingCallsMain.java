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
 * [PORTION...]}. Exit 1 if a promise was broken.
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
        var portions = portions(List.of(arguments).subList(2, arguments.length));
        var violations = new ArrayList<String>();
        try (var rounds = new FailingCalls(home, work)) {
            rounds.start();
            if (isShort) {
                few(rounds);
            } else {
                for (Portion portion : portions) {
                    run(rounds, portion);
                }
            }
            rounds.stopByFailedSync();
            System.out.println(rounds.summary());
            violations.addAll(rounds.violations());
            var ofStarts = portions.stream().filter(one -> one.isOf(Portion.STARTS)).toList();
            if (!ofStarts.isEmpty()) {
                var starts = new FailingStarts(home, work, rounds.load());
                start(starts, isShort, ofStarts);
                System.out.println(starts.summary());
                violations.addAll(starts.violations());
            }
        }
        System.out.println(violations.size() + " violations in all");
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private static List<Portion> portions(List<String> chosen) {
        var all = Stream.concat(Stream.of(Portion.SNAPSHOTS), CALLS.stream());
        var names =
                chosen.isEmpty() ? Stream.concat(all, Stream.of(Portion.STARTS)) : chosen.stream();
        return names.map(Portion::parse).toList();
    }

    private static void start(FailingStarts starts, boolean isShort, List<Portion> portions)
            throws IOException, InterruptedException {
        var plan = starts.plan();
        System.out.println("calls of a start on the data directory: " + plan);
        for (Portion portion : portions) {
            for (String call : portion.calls(List.copyOf(plan.keySet()))) {
                for (int number : plan.getOrDefault(call, Set.of())) {
                    boolean isChosen =
                            isShort ? SHORT_STARTS.contains(call + number) : portion.holds(number);
                    for (String error : isShort ? List.of("EIO") : portion.errors()) {
                        if (isChosen) {
                            starts.round(new Fault(call, error, number));
                        }
                    }
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

    private static void run(FailingCalls rounds, Portion portion)
            throws IOException, InterruptedException {
        boolean isOfSnapshots = portion.isOf(Portion.SNAPSHOTS);
        if (portion.isOf(Portion.STARTS)) {
            return;
        }
        for (String call : portion.calls(isOfSnapshots ? SNAPSHOT_CALLS : CALLS)) {
            for (String error : portion.errors()) {
                String end = "left off";
                int number = portion.from();
                while (portion.holds(number)) {
                    var fault = new Fault(call, error, number);
                    if (isOfSnapshots ? rounds.isCleanOfSnapshots(fault) : rounds.isClean(fault)) {
                        end = "clean";
                        break;
                    }
                    number += number < EVERY_ONE ? 1 : number / 4;
                }
                System.out.printf(
                        "%s%s %s: %s at %d%n",
                        isOfSnapshots ? "snapshots, " : "", call, error, end, number);
                rounds.restartAfterKill(call + " " + error);
            }
        }
    }
}
