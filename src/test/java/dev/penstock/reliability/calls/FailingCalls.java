package dev.penstock.reliability.calls;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of: let the n-th call of a kind fail under a steady load, judge what the server does, and
 * start it again if it stopped. One database and one history through all rounds.
 */
final class FailingCalls implements AutoCloseable {
    /** Small segments and early snapshots, so that a round rolls and snapshots twice. */
    static final Map<String, String> SETTINGS =
            Map.of("PENSTOCK_SEGMENT_BYTES", "1MiB", "PENSTOCK_SNAPSHOT_SEGMENTS", "1");

    private static final int STORAGE_FAILED = 74;
    static final long STOPPED_WITHIN_MICROS = 2_000_000;
    private static final Duration WRITABLE_WITHIN = Duration.ofSeconds(5);
    private static final Duration WELL_WITHIN = Duration.ofSeconds(15);

    private final Path home;
    private final Path data;
    private final Path work;
    private final SteadyLoad load = new SteadyLoad();
    private final Violations violations = new Violations();
    private @Nullable ServerProcess server;
    private int rounds;
    private int stops;
    private int failedSnapshots;
    private long slowestMicros;

    FailingCalls(Path home, Path work) {
        this.home = home;
        this.work = work;
        data = work.resolve("data");
    }

    List<String> violations() {
        return violations.all();
    }

    String summary() {
        return "%d rounds: %d stops, the slowest after %d ms, %d failed snapshots, %d violations"
                .formatted(
                        rounds,
                        stops,
                        slowestMicros / 1_000,
                        failedSnapshots,
                        violations.all().size());
    }

    SteadyLoad load() {
        return load;
    }

    /** Whether the call did not occur so often: the sequence ends here. */
    boolean isClean(Fault fault) throws IOException, InterruptedException {
        return round(fault, List.of()).isEmpty();
    }

    /** The same for calls on snapshots alone. */
    boolean isCleanOfSnapshots(Fault fault) throws IOException, InterruptedException {
        return round(fault, SnapshotPaths.next(data.resolve("snapshots"))).isEmpty();
    }

    /**
     * Leaves a batch in the log that was never acknowledged, with snapshots before it and a
     * prepared segment behind it, and no process.
     */
    void stopByFailedSync() throws IOException, InterruptedException {
        // A segment of a new epoch takes nine writes: the last one of the fourth is to fail.
        restartAfterKill("before the last writes");
        var running = running();
        load.run(running.client());
        var fault = new Fault("fdatasync", "EIO", 4 * 9 - SteadyLoad.WRITES);
        var strace =
                Strace.attach(running.process().pid(), work.resolve("trace"), fault, List.of());
        load.run(running.client());
        requireEnded(running, fault);
        strace.detach();
    }

    /** One round; returns the calls that failed. */
    List<TracedCall> round(Fault fault, List<Path> paths) throws IOException, InterruptedException {
        rounds++;
        var running = running();
        long outputBefore = Files.size(output());
        var strace = Strace.attach(running.process().pid(), work.resolve("trace"), fault, paths);
        var shown = new SnapshotWatch(running.managementPort());
        var round = load.run(running.client());
        if (round.isCut()) {
            requireEnded(running, fault);
        }
        var trace = strace.detach();
        if (!round.isCut()) {
            awaitWell(running, fault);
            requireWritable(running, fault);
        }
        shown.stop();
        var failed =
                trace.calls().stream()
                        .filter(TracedCall::isInjected)
                        .filter(call -> call.mentions(data.toString()))
                        .toList();
        judge(fault, trace, failed, round, shown.sawFailure());
        if (round.isCut()) {
            judgeStop(fault, trace, failed, round, words(outputBefore));
            restart(fault);
        }
        return failed;
    }

    /** Kills the server, starts it again and compares. */
    void restartAfterKill(String why) throws IOException, InterruptedException {
        running().killNine();
        restart(why);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    private void judge(
            Fault fault,
            Trace trace,
            List<TracedCall> failed,
            SteadyLoad.Round round,
            boolean sawFailedSnapshot) {
        Set<Effect> effects = EnumSet.noneOf(Effect.class);
        failed.forEach(call -> effects.add(Effect.of(call, trace)));
        System.out.printf("%s: %s %s%n", fault, round.isCut() ? "stopped," : "went on,", failed);
        boolean isExpected =
                round.isCut()
                        ? effects.contains(Effect.STOPS) || effects.contains(Effect.MAY_STOP)
                        : !effects.contains(Effect.STOPS);
        if (!isExpected) {
            violations.add(
                    fault + (round.isCut() ? " stopped it by " : " did not stop it: ") + failed);
        }
        boolean mustShow = effects.contains(Effect.FAILS_A_SNAPSHOT) && !round.isCut();
        if (mustShow && !sawFailedSnapshot) {
            violations.add(
                    "%s: health shows no failed snapshot: %s; %s"
                            .formatted(fault, failed, trace.before(failed)));
        }
        failedSnapshots += mustShow ? 1 : 0;
        boolean isExcused =
                failed.stream().anyMatch(FailingCalls::isPreparing)
                        && round.refusals().stream()
                                .allMatch(answer -> answer.body().contains("low on disk space"));
        if (!round.refusals().isEmpty() && !isExcused) {
            violations.add(fault + ": writes were refused: " + round.refusals().getFirst());
        }
    }

    private void judgeStop(
            Fault fault,
            Trace trace,
            List<TracedCall> failed,
            SteadyLoad.Round round,
            String words) {
        stops++;
        var fatal = fatal(failed, trace);
        int code = running().process().exitValue();
        if (code != STORAGE_FAILED) {
            violations.add(fault + ": exit " + code + "\n" + words);
        }
        if (!words.contains("stopped at once (exit 74)") || !words.contains(data.toString())) {
            violations.add(fault + ": the last words name no file: " + words);
        }
        if (load.sawInFlight()) {
            violations.add(fault + ": a reader saw what was never durable");
        }
        if (fatal.isEmpty()) {
            return;
        }
        long failedMicros = fatal.get().micros();
        long lateAnswers = round.answeredMicros().stream().filter(at -> at > failedMicros).count();
        if (lateAnswers > 0) {
            violations.add(fault + ": " + lateAnswers + " acknowledged after " + fatal.get());
        }
        long tookMicros = trace.exitMicros().orElseThrow() - failedMicros;
        slowestMicros = Math.max(slowestMicros, tookMicros);
        if (tookMicros > STOPPED_WITHIN_MICROS) {
            violations.add(fault + ": took " + tookMicros + " µs to stop");
        }
    }

    /** The call that must have stopped it, or else the last one that may have. */
    private static Optional<TracedCall> fatal(List<TracedCall> failed, Trace trace) {
        return failed.stream()
                .filter(call -> Effect.of(call, trace) == Effect.STOPS)
                .findFirst()
                .or(
                        () ->
                                failed.reversed().stream()
                                        .filter(call -> Effect.of(call, trace) == Effect.MAY_STOP)
                                        .findFirst());
    }

    private void requireEnded(ServerProcess running, Fault fault) throws InterruptedException {
        if (!running.process().waitFor(10, TimeUnit.SECONDS)) {
            violations.add(fault + ": a write failed, but the server did not stop");
            running.killNine();
        }
    }

    private static boolean isPreparing(TracedCall call) {
        return call.mentions(".preparing");
    }

    /** Whatever failed: without faults writes go on by themselves. */
    private void requireWritable(ServerProcess running, Fault fault) throws InterruptedException {
        if (!load.writesWithin(running.client(), WRITABLE_WITHIN)) {
            violations.add(fault + ": no write is accepted any more");
        }
    }

    private void awaitWell(ServerProcess running, Fault fault) {
        var wellness = new Wellness(running.managementPort());
        try {
            Await.until(
                    "well", WELL_WITHIN, () -> wellness.isWell() || !running.process().isAlive());
        } catch (IllegalStateException unwell) {
            violations.add(fault + ": not well again: " + wellness.look());
        }
    }

    private ServerProcess running() {
        if (server == null) {
            throw new IllegalStateException("no server");
        }
        return server;
    }

    /** The first start of all. */
    void start() throws IOException, InterruptedException {
        server = ServerProcess.start(home, data, output(), SETTINGS);
        load.createTable(server.client());
    }

    private void restart(Object why) throws IOException, InterruptedException {
        server = ServerProcess.start(home, data, output(), SETTINGS);
        for (String wrong : load.check(server.client())) {
            violations.add(why + ": after the restart " + wrong);
        }
    }

    private Path output() {
        return work.resolve("server.log");
    }

    private String words(long from) throws IOException {
        byte[] all = Files.readAllBytes(output());
        return new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
    }
}
