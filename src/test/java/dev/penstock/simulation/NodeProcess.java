package dev.penstock.simulation;

import dev.penstock.error.ErrorCode;
import dev.penstock.log.LogException;
import dev.penstock.log.NoRoomException;
import dev.penstock.log.chronicle.ChronicleLog;
import dev.penstock.log.chronicle.SimulatedLog;
import dev.penstock.partition.DiskLevel;
import dev.penstock.partition.Outcome;
import dev.penstock.partition.Snapshots;
import dev.penstock.partition.Storage;
import dev.penstock.partition.TurnedEngine;
import dev.penstock.partition.Version;
import dev.penstock.server.SimulatedHome;
import dev.penstock.simulation.disk.DiskCall;
import dev.penstock.simulation.disk.DiskListener;
import dev.penstock.simulation.disk.SimulatedFileSystem;
import dev.penstock.simulation.disk.SimulatedPath;
import dev.penstock.snapshot.DirectorySnapshotStore;
import dev.penstock.snapshot.SnapshotException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One process of the database, from its start to its end. Writer, background workers, readers and
 * clients are one thread here: at any call of the disk another of them may go on instead, and the
 * one that made the call waits until that one is through with what it does.
 */
final class NodeProcess implements DiskListener {
    private static final int OTHERS_GO_ON_ONE_IN = 24;
    private static final int WAITING_MAX = 40;

    /** What the trace calls what happens. */
    private enum Event {
        START,
        SUBMIT,
        TURN,
        ANSWER,
        BACKGROUND,
        SEE
    }

    /** Who is at work. */
    private enum Actor {
        OPENER,
        WRITER,
        BACKGROUND,
        NOBODY
    }

    /** A command that was sent and not answered. */
    private static final class Sent {
        private final Step step;
        private Step.@Nullable Verdict verdict;

        /** What the answer tells of. */
        private long sequence;

        /** Where its batch begins. */
        private long before;

        Sent(Step step) {
            this.step = step;
        }
    }

    /** A version that a reader keeps. */
    private record Held(Version version, Image image) {}

    private final World world;
    private final RandomGenerator random;
    private final Misfortune misfortune;
    private final SimulatedFileSystem files;
    private final Deque<Sent> waiting = new ArrayDeque<>();
    private final List<Runnable> snapshots = new ArrayList<>();
    private final List<Runnable> preparations = new ArrayList<>();
    private final Deque<Actor> actors = new ArrayDeque<>();

    private @Nullable ChronicleLog log;
    private @Nullable TurnedEngine engine;
    private @Nullable Held held;
    private boolean writerBusy = true;
    private boolean mustStop;
    private boolean closing;
    private long lastSeen;
    private long liveBytesMax;
    private long answers;

    /** Kept aside, because the engine may catch it. */
    private @Nullable Throwable violation;

    NodeProcess(World world, Misfortune misfortune) {
        this.world = world;
        this.misfortune = misfortune;
        random = world.random;
        files = world.disk.mount(this);
        actors.push(Actor.OPENER);
    }

    /** Why the run failed, if it did. */
    @Nullable Throwable violation() {
        return violation;
    }

    boolean isGone() {
        return !files.isMounted();
    }

    boolean isOpening() {
        return engine == null;
    }

    /** The process ends, as by kill -9: what it wrote stays in the cache. */
    void end() {
        files.unmount();
    }

    /** Whether anything went wrong that may stop a process or fail a snapshot. */
    boolean hadMisfortune() {
        return misfortune.failures() > 0;
    }

    @Override
    public void before(DiskCall call, SimulatedPath path) throws IOException {
        world.tally.calls++;
        boolean ends = misfortune.endsBefore(call);
        boolean fails = !ends && misfortune.fails(call);
        // What somebody sees right before something goes wrong is promised too.
        boolean isDecisive = ends || fails;
        if (isDecisive ? random.nextBoolean() : random.nextInt(OTHERS_GO_ON_ONE_IN) == 0) {
            othersGoOn();
        }
        if (isGone()) {
            return;
        }
        if (ends) {
            world.tally.kills++;
            end();
        } else if (fails) {
            world.tally.failedCalls++;
            world.trace.remark(() -> "fails");
            mustStop |= actors.peek() == Actor.WRITER && isLogSync(call, path);
            throw Misfortune.failure(call);
        }
    }

    private static boolean isLogSync(DiskCall call, SimulatedPath path) {
        String name = path.toString();
        boolean isLogFile = name.endsWith(".cq4") || name.endsWith("mark");
        return call == DiskCall.SYNC_DIRECTORY || (call == DiskCall.SYNC_FILE && isLogFile);
    }

    private void othersGoOn() {
        if (closing) {
            return;
        }
        if (engine == null) {
            world.disk.writeBack();
            return;
        }
        guarded(
                () -> {
                    switch (random.nextInt(8)) {
                        case 0 -> world.disk.writeBack();
                        case 1 -> runBackground();
                        case 2 -> turn();
                        case 3 -> submit();
                        default -> look();
                    }
                });
    }

    /** What fails here must reach the simulation, whoever's call it interrupts. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (Violation found) {
            fail(found);
        }
    }

    private void fail(Throwable found) {
        if (violation == null) {
            violation = found;
        }
        end();
    }

    void open() throws IOException {
        world.trace.event(Event.START, "process", world.micros());
        var home = new SimulatedHome(files.getPath("/data"), world.profile.database().partitions());
        var opened = SimulatedLog.open(home.log(), world.profile.log(), random, this::prepareSoon);
        log = opened;
        var storage =
                new Storage(
                        opened,
                        new Snapshots(
                                new DirectorySnapshotStore(home.snapshots()),
                                world.profile.everyLogBytes(),
                                world.profile.everyMicros()),
                        opened::usableBytes);
        var recovered =
                new TurnedEngine(
                        world.profile.database(),
                        storage,
                        world::micros,
                        world::nextUuid,
                        this::snapshotSoon);
        judge(recovered);
        recovered.watchDisk();
        engine = recovered;
        actors.clear();
        actors.push(Actor.NOBODY);
        writerBusy = false;
    }

    private void judge(TurnedEngine recovered) {
        if (!hadMisfortune() && !recovered.recovery().snapshotFindings().isEmpty()) {
            throw new Violation(
                    "a snapshot is damaged: " + recovered.recovery().snapshotFindings(), null);
        }
        var version = recovered.version();
        var history = world.history;
        world.tally.unacknowledgedKept += version.sequence() - history.promised();
        world.tally.unacknowledgedLost += history.last() - version.sequence();
        var image = history.recovered(version.sequence());
        world.trace.event(Event.SEE, "recovered", version.sequence());
        var comparison = new Comparison(version, image);
        comparison.requireAll();
        comparison.requireIndexes(recovered);
        lastSeen = version.sequence();
    }

    /** Answers everyone and closes the log. */
    void close() {
        while (!waiting.isEmpty() && !isGone()) {
            turn();
        }
        if (!isGone()) {
            closing = true;
            Objects.requireNonNull(log).close();
        }
        end();
    }

    private void prepareSoon(Runnable task) {
        if (random.nextInt(3) == 0) {
            task.run();
        } else {
            preparations.add(task);
        }
    }

    private void snapshotSoon(Runnable task) {
        if (engine == null) {
            task.run();
        } else {
            snapshots.add(task);
        }
    }

    /** Something happens; after an exception the process has stopped. */
    void act() {
        switch (random.nextInt(32)) {
            case 0 -> watchDisk();
            case 1 -> {
                world.crowdDisk();
                watchDisk();
            }
            case 2 -> world.disk.writeBack();
            case 3 -> lookAgain();
            case 4, 5 -> look();
            case 6, 7, 8, 9 -> runBackground();
            case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 -> turn();
            default -> submit();
        }
        world.advanceClock();
    }

    private TurnedEngine engine() {
        return Objects.requireNonNull(engine);
    }

    private void submit() {
        for (int i = random.nextInt(1, 5); i > 0 && waiting.size() < WAITING_MAX; i--) {
            var sent = new Sent(world.workload.next(engine().version()));
            waiting.add(sent);
            world.trace.event(Event.SUBMIT, sent.step.getClass().getSimpleName(), waiting.size());
            var _ =
                    engine().submit(sent.step.command())
                            .whenComplete((outcome, _) -> guarded(() -> onAnswer(sent, outcome)));
        }
    }

    private void onAnswer(Sent sent, Outcome outcome) {
        if (isGone()) {
            return;
        }
        answers++;
        world.trace.event(Event.ANSWER, outcome.getClass().getSimpleName(), sent.sequence);
        var verdict = sent.verdict;
        if (verdict == null) {
            throw new Violation("answered before it was decided: " + sent.step, null);
        }
        if (mustStop) {
            throw new Violation("answered although the log's sync failed", null);
        }
        if (isRefusedForSpace(sent, outcome)) {
            return;
        }
        if (!verdict.expectation().matches(outcome)) {
            throw new Violation(
                    "%s was answered %s instead of %s"
                            .formatted(sent.step, outcome, verdict.expectation()),
                    null);
        }
        world.history.promise(sent.sequence);
        world.tally.answers++;
    }

    /** A batch that finds no room is refused as a whole, and then nothing of it ever was. */
    private boolean isRefusedForSpace(Sent sent, Outcome outcome) {
        boolean isRefused = new Step.Refused(ErrorCode.INTERNAL).matches(outcome);
        boolean isShort = isDiskShort() || hadMisfortune();
        if (!isRefused || !isShort || engine().status().disk() != DiskLevel.EXHAUSTED) {
            return false;
        }
        world.history.takeBack(sent.before);
        world.tally.refusedForSpace++;
        return true;
    }

    private boolean isDiskShort() {
        return world.disk.freeBytes() < world.profile.roomBytes(liveBytesMax);
    }

    /** The writer takes its turn, if it is not in the middle of one. */
    private void turn() {
        if (writerBusy || waiting.isEmpty()) {
            return;
        }
        int count = decide();
        world.trace.event(Event.TURN, "turn", count);
        writerBusy = true;
        actors.push(Actor.WRITER);
        try {
            long before = answers;
            engine().turn();
            if (!isGone() && (answers != before + count || mustStop)) {
                throw new Violation(
                        "%d of %d answered, although the log %s"
                                .formatted(answers - before, count, mustStop ? "failed" : "works"),
                        null);
            }
        } catch (RuntimeException failure) {
            if (isGone()) {
                return;
            }
            end();
            if (!isForgivable(failure)) {
                throw new Violation("the writer failed", failure);
            }
            world.tally.stopsByFailure++;
            world.trace.remark(failure::toString);
        } finally {
            actors.pop();
            writerBusy = false;
        }
    }

    /** What the model makes of the batch that the writer is about to take. */
    private int decide() {
        int count = Math.min(waiting.size(), world.profile.database().batching().commandsMax());
        DiskLevel disk = engine().status().disk();
        var history = world.history;
        long before = history.last();
        liveBytesMax = Math.max(liveBytesMax, engine().version().liveBytes());
        for (int i = 0; i < count; i++) {
            var sent = waiting.removeFirst();
            var image = history.lastImage();
            var verdict = sent.step.judge(image, disk);
            if (verdict.changes(image)) {
                history.commit(verdict.after());
                world.tally.commits++;
            }
            if (verdict.expectation() instanceof Step.Refused && disk != DiskLevel.PLENTY) {
                world.tally.refusedForSpace++;
            }
            sent.before = before;
            sent.verdict = verdict;
            sent.sequence = history.last();
        }
        if (history.last() > before) {
            history.endBatch();
        }
        return count;
    }

    /**
     * Only what was made to fail, or a full disk, may stop a process: as a failure of its storage
     * that says why. Anything else is one of the code, whatever failed before.
     */
    boolean isForgivable(Throwable failure) {
        if (isDiskShort() && failure instanceof NoRoomException) {
            return true;
        }
        if (!isOfStorage(failure)) {
            return false;
        }
        if (Misfortune.isBehind(failure)) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String says = String.valueOf(cause.getMessage());
            if (says.contains("No space left") || Misfortune.isNamedIn(says)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfStorage(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof LogException
                || failure instanceof SnapshotException;
    }

    private void runBackground() {
        boolean prepares = !preparations.isEmpty() && (snapshots.isEmpty() || random.nextBoolean());
        var tasks = prepares ? preparations : snapshots;
        if (tasks.isEmpty()) {
            return;
        }
        world.trace.event(Event.BACKGROUND, prepares ? "prepare" : "snapshot", tasks.size());
        var task = tasks.removeFirst();
        boolean wasBusy = writerBusy;
        // A writer that needs the segment which is being prepared would wait for itself.
        writerBusy |= prepares;
        actors.push(Actor.BACKGROUND);
        try {
            task.run();
        } finally {
            actors.pop();
            writerBusy = wasBusy;
        }
        if (!prepares && !isGone()) {
            afterSnapshot();
        }
    }

    private void afterSnapshot() {
        var status = engine().status().snapshots();
        if (status.problem() == null) {
            world.tally.snapshots++;
        } else if (!hadMisfortune() && !status.problem().contains("could not be written")) {
            throw new Violation("a snapshot failed: " + status.problem(), null);
        }
    }

    private void watchDisk() {
        engine().watchDisk();
    }

    private void look() {
        var version = engine().version();
        long sequence = version.sequence();
        if (sequence < lastSeen) {
            throw new Violation("a version went back to " + sequence, null);
        }
        lastSeen = sequence;
        var comparison = new Comparison(version, world.history.seen(sequence));
        world.trace.event(Event.SEE, "version", sequence);
        world.tally.reads++;
        if (random.nextInt(4) == 0) {
            comparison.requireAll();
        } else {
            for (String name : Workload.NAMES) {
                comparison.requireItem(name, world.workload.key(name, version));
            }
        }
        if (sequence % 3 == 0) {
            // As far behind as they happen to be, they come to the version that is there.
            engine().turnIndexes();
            comparison.requireIndexes(engine());
        }
        if (held == null || random.nextInt(4) == 0) {
            held = new Held(version, world.history.seen(sequence));
        }
    }

    /** A version that is held must stay as it was. */
    private void lookAgain() {
        if (held != null) {
            new Comparison(held.version(), held.image()).requireAll();
        }
    }
}
