package dev.penstock.reliability.calls;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.ConnectingClients;
import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Starts one and the same data directory again and again, each time with another call of the start
 * failing, while clients connect. A start ends with 74 and one sentence, or does without; the next
 * one finds everything.
 */
final class FailingStarts {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration TRACED_WITHIN = Duration.ofSeconds(10);

    /** One sentence and nothing else, whoever connects meanwhile. */
    private static final Pattern ENDED =
            Pattern.compile("the server ended with (?<code>\\d+):\\R(?<sentence>penstock: .*)\\R");

    private static final String STORAGE_FAILED = "74";

    /** Counts calls that no thread makes. */
    private static final Fault NONE = new Fault("mkdir", "EIO", 65_535);

    private final Path home;
    private final Path work;
    private final Path data;
    private final Path template;
    private final SteadyLoad load;
    private final Violations violations = new Violations();
    private int starts;
    private int refusals;
    private long slowestMicros;

    /** After a stop that left a batch in the log which was never acknowledged. */
    FailingStarts(Path home, Path work, SteadyLoad load) throws IOException, InterruptedException {
        this.home = home;
        this.work = work;
        this.load = load;
        data = work.resolve("data");
        template = work.resolve("template");
        copy(data, template);
    }

    List<String> violations() {
        return violations.all();
    }

    String summary() {
        return "%d starts with a failing call: %d refused, the slowest after %d ms, %d violations"
                .formatted(starts, refusals, slowestMicros / 1_000, violations.all().size());
    }

    /** A start without a fault; its calls are the plan, and what it serves is what counts. */
    Map<String, Set<Integer>> plan() throws IOException, InterruptedException {
        var server = launchTraced(NONE);
        try (server) {
            awaitReady(server);
            load.check(server.client()).forEach(violations::add);
        }
        var trace = awaitTrace(server);
        if (trace.calls().stream().noneMatch(FailingStarts::isSyncOfSegment)
                || trace.calls().stream().noneMatch(TracedCall::isDelete)) {
            throw new IllegalStateException("the log before left nothing to bring over or delete");
        }
        return StartPlan.of(trace, data);
    }

    private static boolean isSyncOfSegment(TracedCall call) {
        return call.name().equals("fdatasync") && call.mentions(".cq4>");
    }

    void round(Fault fault) throws IOException, InterruptedException {
        starts++;
        copy(template, data);
        String refusal = null;
        int marked = SteadyLoad.UNMARKED;
        var server = launchTraced(fault);
        try (server) {
            awaitReady(server);
            compare(fault + ", served", server);
            load.mark(server.client(), starts);
            marked = starts;
        } catch (IllegalStateException ended) {
            refusals++;
            refusal = String.valueOf(ended.getMessage());
        }
        judge(fault, awaitTrace(server), refusal);
        try (var next = ServerProcess.start(home, data, output(), FailingCalls.SETTINGS)) {
            compare(fault + ", next start", next);
            if (load.markOf(next.client()) != marked) {
                violations.add(fault + ", next start: what was written after a start is not there");
            }
        }
    }

    private void compare(String when, ServerProcess server)
            throws IOException, InterruptedException {
        load.check(server.client()).forEach(wrong -> violations.add(when + ": " + wrong));
    }

    private void judge(Fault fault, Trace trace, @Nullable String refusal) {
        var failed = trace.calls().stream().filter(call -> isOfData(call)).toList();
        System.out.printf(
                "start, %s: %s %s%n", fault, refusal == null ? "served" : "refused", failed);
        if (refusal != null) {
            judgeRefusal(fault, trace, failed, refusal);
        } else if (failed.stream().anyMatch(Effect::endsStart)) {
            violations.add("start, " + fault + ": it served in spite of " + failed);
        }
    }

    private boolean isOfData(TracedCall call) {
        boolean isParents = call.mentions("<" + work + ">");
        return call.isInjected() && (isParents || call.mentions(data.toString()));
    }

    private void judgeRefusal(Fault fault, Trace trace, List<TracedCall> failed, String words) {
        var ended = ENDED.matcher(words);
        boolean isClear =
                ended.matches()
                        && ended.group("code").equals(STORAGE_FAILED)
                        && ended.group("sentence").contains(data.toString());
        if (!isClear) {
            violations.add("start, " + fault + ": " + words);
        }
        if (failed.isEmpty()) {
            violations.add("start, " + fault + ": refused, and no call of its own had failed");
            return;
        }
        long tookMicros = trace.exitMicros().orElseThrow() - failed.getLast().micros();
        slowestMicros = Math.max(slowestMicros, tookMicros);
        if (tookMicros > FailingCalls.STOPPED_WITHIN_MICROS) {
            violations.add("start, " + fault + ": took " + tookMicros + " µs to stop");
        }
    }

    private ServerProcess launchTraced(Fault fault) throws IOException {
        Path traced = Files.createDirectories(work.resolve("traced"));
        Path launcher = traced.resolve("penstock");
        Files.deleteIfExists(trace());
        Files.writeString(output(), "");
        // The tracer is the grandchild, so that the process is the server itself. Only what is
        // traced wakes it: otherwise a start takes minutes on a busy machine.
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec strace --seccomp-bpf -D -f %s %s \"$@\" 2>>%s\n"
                        .formatted(
                                String.join(" ", Strace.options(trace(), fault)),
                                home.resolve("penstock"),
                                output()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return ServerProcess.launch(traced, data, output(), FailingCalls.SETTINGS);
    }

    private static void awaitReady(ServerProcess server) throws IOException {
        try (var _ = new ConnectingClients(server.port(), server.managementPort())) {
            server.awaitReady(READY_WITHIN);
        }
    }

    private Trace awaitTrace(ServerProcess server) throws IOException {
        Await.until(
                "strace has written its last line",
                TRACED_WITHIN,
                () -> {
                    try {
                        return Trace.read(trace()).hasEnded(server.process().pid());
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                });
        return Trace.read(trace());
    }

    private Path trace() {
        return work.resolve("start-trace");
    }

    private Path output() {
        return work.resolve("server.log");
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        var command = "rm -rf %s && cp -a %s %s".formatted(to, from, to);
        if (new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor() != 0) {
            throw new IOException(command);
        }
    }
}
