package dev.penstock.linearizability.client;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.LoopDisk;
import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Rounds of: load, fault, a last look at every key, judgement. One database through all of them,
 * and keys whose histories reach across faults.
 */
final class Rounds {
    /** Segments that roll and are forgotten during a run, yet leave some seconds to replay. */
    private static final Map<String, String> SETTINGS =
            Map.of("PENSTOCK_SEGMENT_BYTES", "4MiB", "PENSTOCK_SNAPSHOT_SEGMENTS", "1");

    private static final int CLIENTS = 24;

    /** How fast it is ready is judged elsewhere. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private static final Duration LOAD_WITHIN = Duration.ofMinutes(5);

    /** Of the power cuts; the others wait until a reader is ahead of a writer. */
    private static final int AT_RANDOM_EVERY = 3;

    private static final Duration EARLY_WITHIN = Duration.ofSeconds(3);
    private static final int MORE_MILLIS_MAX = 200;
    private static final int PAUSE_MILLIS_MIN = 300;
    private static final int PAUSE_MILLIS_MAX = 1_500;
    private static final int AFTERWARDS_MILLIS = 300;

    private final LoopDisk disk;
    private final Path home;
    private final Path output;
    private final SplittableRandom random;
    private final Tally tally = new Tally();
    private final Sightings sightings = new Sightings();
    private final Judge judge = new Judge();
    private final HotKeys keys;
    private final List<Client> clients = new ArrayList<>();
    private Incarnation server;
    private int powerCuts;

    Rounds(LoopDisk disk, Path home, Path output, long seed) throws IOException {
        this.disk = disk;
        this.home = home;
        this.output = output;
        random = new SplittableRandom(seed);
        keys = new HotKeys(random.split());
        var shared = new Client.Shared(new AtomicLong(), tally, sightings);
        for (int number = 0; number < CLIENTS; number++) {
            clients.add(new Client(number, random.split(), shared));
        }
        server = launch();
    }

    /** Waits for the first start and makes the table. */
    void begin() throws IOException, InterruptedException {
        server.server().awaitReady(READY_WITHIN);
        var answer = server.server().client().call("CreateTable", Wire.CREATE_TABLE);
        if (!answer.isSuccess()) {
            throw new IllegalStateException("CreateTable answered " + answer);
        }
    }

    /** What is done while the clients are sending. */
    @FunctionalInterface
    private interface Strike {
        void strike() throws IOException, InterruptedException;
    }

    /**
     * One round, with the fault that is its turn.
     *
     * @param operations of load before the fault
     * @return whether all is well so far
     */
    boolean run(int round, long operations) throws IOException, InterruptedException {
        Fault fault = Fault.ofRound(round);
        boolean isAimed = powerCuts % AT_RANDOM_EVERY > 0;
        powerCuts += fault == Fault.POWER_CUT ? 1 : 0;
        long before = tally.operations();
        underLoad(
                () -> {
                    awaitLoad(before + operations);
                    strike(fault, isAimed);
                });
        recover(fault);
        var unsettled = keys.unsettled();
        unsettled.forEach(judge::judge);
        keys.settle();
        System.out.printf(
                "round %d, %s: %d operations, %d keys; %s%n",
                round + 1, fault, tally.operations() - before, unsettled.size(), judge);
        return !judge.hasFailed() && tally.violations.isEmpty();
    }

    long operations() {
        return tally.operations();
    }

    /** Whether it went down by itself. */
    boolean hasServerEnded() {
        return !server.server().process().isAlive();
    }

    /** Ends the server and says what was found. */
    void end() {
        server.kill();
        tally.violations.stream().limit(5).forEach(one -> System.out.println("VIOLATION " + one));
        System.out.printf(
                "%s%n%d puts without an answer had happened%n%d keys, %s%n",
                tally, sightings.lostAndSeen(), keys.made(), judge);
    }

    private void strike(Fault fault, boolean isAimed) throws IOException, InterruptedException {
        switch (fault) {
            case POWER_CUT -> cutPower(isAimed);
            case KILL, KILL_THEN_POWER_CUT -> kill();
            case PAUSE -> {
                pause();
                server.resume();
                judge.note("SIGCONT");
                Await.elapse(Duration.ofMillis(AFTERWARDS_MILLIS));
            }
            case PAUSE_THEN_KILL -> {
                pause();
                kill();
            }
        }
    }

    private void recover(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case POWER_CUT -> {
                disk.remount();
                restart();
            }
            case KILL, PAUSE_THEN_KILL -> restart();
            case KILL_THEN_POWER_CUT -> {
                restart();
                readAll();
                cutPower(false);
                disk.remount();
                restart();
            }
            case PAUSE -> {}
        }
        readAll();
    }

    private void pause() throws IOException, InterruptedException {
        judge.note("SIGSTOP");
        server.pause();
        Await.elapse(Duration.ofMillis(random.nextInt(PAUSE_MILLIS_MIN, PAUSE_MILLIS_MAX)));
    }

    private void kill() {
        server.kill();
        judge.note("killed");
    }

    private void cutPower(boolean isAimed) throws InterruptedException {
        if (!isAimed || !sightings.strikeAtEarlySight(EARLY_WITHIN, this::cutPowerNow)) {
            cutPowerNow();
        }
        judge.note("power cut");
        server.kill();
        judge.note("killed");
    }

    private void cutPowerNow() {
        try {
            disk.cutPower();
        } catch (IOException stillUp) {
            throw new UncheckedIOException(stillUp);
        }
    }

    private void restart() throws IOException {
        server = launch();
        server.server().awaitReady(READY_WITHIN);
        judge.note("ready again");
    }

    private Incarnation launch() throws IOException {
        Path data = disk.mountPoint().resolve("data");
        return new Incarnation(ServerProcess.launch(home, data, output, SETTINGS));
    }

    private void awaitLoad(long operations) {
        Await.until(
                "operations of this round",
                LOAD_WITHIN,
                () -> tally.operations() >= operations || !tally.violations.isEmpty());
        Await.elapse(Duration.ofMillis(random.nextInt(MORE_MILLIS_MAX)));
    }

    /** Every client sends until the strike is over. */
    private void underLoad(Strike strike) throws IOException, InterruptedException {
        var running = new AtomicBoolean(true);
        var threads = start(client -> client.load(server, keys, running::get));
        try {
            strike.strike();
        } finally {
            running.set(false);
            join(threads);
        }
    }

    /** All clients together read every key whose history is not settled. */
    private void readAll() throws InterruptedException {
        var queue = new ConcurrentLinkedQueue<>(keys.unsettled());
        join(start(client -> client.read(server, queue)));
    }

    private List<Thread> start(Consumer<Client> work) {
        return clients.stream()
                .map(client -> Thread.ofPlatform().start(() -> work.accept(client)))
                .toList();
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
