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

    private static final int STORAGE_FAILED = 74;

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
        return "%d starts with a failing call: %d refused, %d violations"
                .formatted(starts, refusals, violations.all().size());
    }

    /** A start without a fault; its calls are the plan, and what it serves is what counts. */
    Map<String, Set<Integer>> plan() throws IOException, InterruptedException {
        try (var server = tracedStart(NONE)) {
            load.check(server.client()).forEach(violations::add);
        }
        return StartPlan.of(awaitTrace(), data);
    }

    void round(Fault fault) throws IOException, InterruptedException {
        starts++;
        copy(template, data);
        String end = "served";
        try (var server = tracedStart(fault)) {
            compare(fault + ", served", server);
        } catch (IllegalStateException ended) {
            end = judge(fault, String.valueOf(ended.getMessage()));
        }
        var failed =
                awaitTrace().calls().stream()
                        .filter(TracedCall::isInjected)
                        .filter(call -> call.mentions(data.toString()))
                        .toList();
        System.out.printf("start, %s: %s %s%n", fault, end, failed);
        try (var server = start(home)) {
            compare(fault + ", next start", server);
        }
    }

    private void compare(String when, ServerProcess server)
            throws IOException, InterruptedException {
        load.check(server.client()).forEach(wrong -> violations.add(when + ": " + wrong));
    }

    private String judge(Fault fault, String words) {
        refusals++;
        var matcher = ENDED.matcher(words);
        int code = matcher.matches() ? Integer.parseInt(matcher.group("code")) : -1;
        if (code != STORAGE_FAILED || !matcher.group("sentence").contains(data.toString())) {
            violations.add("start, " + fault + ": " + words);
        }
        return "ended with " + code;
    }

    private ServerProcess tracedStart(Fault fault) throws IOException, InterruptedException {
        Path traced = Files.createDirectories(work.resolve("traced"));
        Path launcher = traced.resolve("penstock");
        Files.deleteIfExists(trace());
        // The tracer is the grandchild, so that the process is the server itself.
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec strace -D -f %s %s \"$@\" 2>>%s\n"
                        .formatted(
                                String.join(" ", Strace.options(trace(), fault)),
                                home.resolve("penstock"),
                                output()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return start(traced);
    }

    private ServerProcess start(Path launchedFrom) throws IOException, InterruptedException {
        Files.writeString(output(), "");
        var server = ServerProcess.launch(launchedFrom, data, output(), FailingCalls.SETTINGS);
        try (var _ = new ConnectingClients(server.port(), server.managementPort())) {
            server.awaitReady(READY_WITHIN);
            return server;
        } catch (IllegalStateException notReady) {
            server.killNine();
            throw notReady;
        }
    }

    private Trace awaitTrace() throws IOException {
        Await.until(
                "strace has written its last line",
                TRACED_WITHIN,
                () -> {
                    try {
                        return Trace.read(trace()).exitMicros().isPresent();
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
