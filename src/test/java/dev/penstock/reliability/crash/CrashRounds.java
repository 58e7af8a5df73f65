package dev.penstock.reliability.crash;

import dev.penstock.reliability.LoopDisk;
import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of: start, check, write, strike. One database and one history through all rounds, so that
 * what an earlier blow left behind meets the next one.
 */
final class CrashRounds {
    /** A small heap and the first compiler only: they start faster. */
    private static final Map<String, String> JVM =
            Map.of("JDK_JAVA_OPTIONS", "-Xmx512m -XX:TieredStopAtLevel=1");

    /** Small segments and early snapshots, so that every round rolls and snapshots. */
    private static final Map<String, String> SMALL =
            Map.of("PENSTOCK_SEGMENT_BYTES", "1MiB", "PENSTOCK_SNAPSHOT_SEGMENTS", "3");

    /** Segments of the default size are not filled in a round; snapshots come by time. */
    private static final Map<String, String> LARGE = Map.of("PENSTOCK_SNAPSHOT_INTERVAL", "1s");

    /** For a table with an index and a stream: shards that roll; this machine may be slow. */
    private static final Map<String, String> FOLLOWED =
            Map.of("PENSTOCK_STREAM_ROLL", "20s", "PENSTOCK_INDEX_LAG", "1m");

    /** Over and over. Behind the large segment comes a recovery that rewrites much. */
    private static final List<Moment> AIMS =
            List.of(
                    Moment.EARLY_SIGHT,
                    Moment.ROLL,
                    Moment.SERVED,
                    Moment.EARLY_SIGHT,
                    Moment.SNAPSHOT,
                    Moment.RECOVERY,
                    Moment.FORGETTING,
                    Moment.TABLE_CHANGE,
                    Moment.EARLY_SIGHT,
                    Moment.LARGE_SEGMENT,
                    Moment.RECOVERY);

    /**
     * A stream keeps the log for a day: no segment is forgotten, and large ones would fill the
     * disk.
     */
    private static final Set<Moment> NOT_FOLLOWED =
            EnumSet.of(Moment.FORGETTING, Moment.LARGE_SEGMENT);

    private static final int MORE_MICROS_MAX = 400_000;
    private static final int TABLE_CHANGE_MICROS_MAX = 5_000;
    private static final int BLOWS_ON_RECOVERY_MAX = 4;
    private static final Duration RECOVERY_AT_MOST = Duration.ofMillis(400);

    private final Path home;
    private final Path data;
    private final Path output;
    private final SplittableRandom random;

    /** What the data is on, if its power can be cut. */
    private final @Nullable LoopDisk disk;

    private final boolean isFollowed;
    private final List<Moment> aims;
    private final CrashWorkload workload;
    private final Blows blows = new Blows();

    /**
     * @param work holds the data, unless a disk of its own does, and the server's output
     * @param isFollowed with a table that an index and a stream follow
     */
    CrashRounds(Path home, Path work, long seed, @Nullable LoopDisk disk, boolean isFollowed) {
        this.isFollowed = isFollowed;
        workload = new CrashWorkload(isFollowed);
        aims = AIMS.stream().filter(aim -> !(isFollowed && NOT_FOLLOWED.contains(aim))).toList();
        this.home = home;
        this.disk = disk;
        data = (disk == null ? work : disk.mountPoint()).resolve("data");
        output = work.resolve("server.log");
        random = new SplittableRandom(seed);
    }

    Ledger ledger() {
        return workload.ledger();
    }

    Blows blows() {
        return blows;
    }

    /** The moments that this kind of rounds aims at and did not strike in. */
    Set<Moment> missed() {
        var missed = EnumSet.copyOf(aims);
        missed.add(Moment.REWRITING);
        if (disk == null) {
            missed.remove(Moment.SERVED);
        }
        missed.removeIf(moment -> blows.struck(moment) > 0);
        return missed;
    }

    /** What was compared of the table that is followed, or an empty string. */
    String followed() {
        return isFollowed ? workload.followed().report() : "";
    }

    /** Kills until it was done so often; some kills are followed by a power cut, given a disk. */
    void kill(int times) throws IOException, InterruptedException {
        for (int round = 0; blows.kills() < times && isWhole(); round++) {
            round(aims.get(round % aims.size()), this::kill);
        }
        finish();
    }

    /** Cuts the power until it was done so often. */
    void cut(int times) throws IOException, InterruptedException {
        for (int round = 0; blows.cuts() < times && isWhole(); round++) {
            round(aims.get(round % aims.size()), this::cut);
        }
        finish();
    }

    /** What takes the server down, and whatever must be done before it can start again. */
    @FunctionalInterface
    private interface Blow {
        void strike(ServerProcess server) throws IOException, InterruptedException;
    }

    private void kill(ServerProcess server) {
        server.killNine();
        blows.onKill();
    }

    private void cut(ServerProcess server) throws IOException, InterruptedException {
        if (disk == null) {
            throw new IllegalStateException("there is no power to cut");
        }
        disk.cutPower();
        server.killNine();
        disk.remount();
        blows.onCut();
    }

    /** Nothing promised may be missing, or what follows proves nothing. */
    private boolean isWhole() {
        return ledger().violations().isEmpty();
    }

    private void round(Moment aim, Blow blow) throws IOException, InterruptedException {
        long before = ledger().acknowledged();
        var struck = EnumSet.noneOf(Moment.class);
        blows.onAimed(aim);
        try {
            if (aim == Moment.RECOVERY) {
                strikeRecovery(blow, struck);
            }
            boolean isLarge = aim == Moment.LARGE_SEGMENT;
            try (var server = ServerProcess.start(home, data, output, settings(isLarge))) {
                workload.check(server.client());
                strikeTraffic(server, aim, aim == Moment.SERVED ? this::kill : blow, struck);
            }
            if (aim == Moment.SERVED && disk != null) {
                strikeServed(struck);
            }
        } catch (IllegalStateException | IOException refused) {
            ledger().violation("aimed " + aim.words() + ": " + refused.getMessage());
        }
        System.out.printf(
                "%d kills, %d cuts: aimed %s, struck %s, %d writes acknowledged, %d violations%n",
                blows.kills(),
                blows.cuts(),
                aim,
                struck,
                ledger().acknowledged() - before,
                ledger().violations().size());
    }

    private Map<String, String> settings(boolean isLarge) {
        var settings = new HashMap<>(isLarge ? LARGE : SMALL);
        settings.putAll(JVM);
        if (isFollowed) {
            settings.putAll(FOLLOWED);
        }
        return settings;
    }

    /** Strikes in a recovery, and in the recovery from that, several times in a row. */
    private void strikeRecovery(Blow blow, Set<Moment> struck)
            throws IOException, InterruptedException {
        int times = 1 + random.nextInt(BLOWS_ON_RECOVERY_MAX);
        for (int i = 0; i < times; i++) {
            try (var server = ServerProcess.launch(home, data, output, settings(false))) {
                var aim = new Aim(data, random, () -> !server.process().isAlive());
                aim.awaitRecovery(RECOVERY_AT_MOST, server.client()::isAnswering);
                server.requireAlive();
                boolean isReady = server.client().isHealthy();
                blow.strike(server);
                onStruck(Moment.RECOVERY, !isReady, struck);
                onStruck(Moment.REWRITING, DirectoryLook.at(data).isRewriting(), struck);
            }
        }
    }

    private void strikeTraffic(ServerProcess server, Moment moment, Blow blow, Set<Moment> struck)
            throws IOException, InterruptedException {
        var aim = new Aim(data, random, () -> !server.process().isAlive());
        workload.run(
                server.client(),
                random.split(),
                peace -> {
                    boolean isInTime = await(aim, moment);
                    server.requireAlive();
                    // A reader is ahead for a millisecond or two: no time to look first.
                    var before = moment == Moment.EARLY_SIGHT ? null : DirectoryLook.at(data);
                    peace.onBlow();
                    blow.strike(server);
                    var after = DirectoryLook.at(data);
                    for (Moment each : aim.struckIn(before == null ? after : before, after)) {
                        onStruck(each, true, struck);
                    }
                    onStruck(moment, isInTime, struck);
                });
        onStruck(Moment.TABLE_CHANGE, workload.tables().isOpen(), struck);
    }

    private void onStruck(Moment moment, boolean isStruck, Set<Moment> struck) {
        if (isStruck && !(isFollowed && NOT_FOLLOWED.contains(moment))) {
            struck.add(moment);
            blows.onStruck(moment);
        }
    }

    /** Returns whether the moment has come, as far as that can be known before the blow. */
    private boolean await(Aim aim, Moment moment) throws InterruptedException {
        return switch (moment) {
            case ROLL -> {
                aim.awaitActivity(2, 0);
                aim.awaitRoll();
                yield false;
            }
            case SNAPSHOT -> {
                aim.awaitActivity(2, 0);
                aim.awaitSnapshot();
                yield false;
            }
            case FORGETTING -> {
                aim.awaitActivity(1, 1);
                aim.awaitForgetting();
                yield false;
            }
            case TABLE_CHANGE -> {
                aim.awaitActivity(1, 0);
                aim.elapse(MORE_MICROS_MAX);
                workload.tables().awaitChange();
                aim.elapse(TABLE_CHANGE_MICROS_MAX);
                yield false;
            }
            case EARLY_SIGHT -> {
                aim.awaitActivity(2, 0);
                aim.elapse(MORE_MICROS_MAX);
                yield workload.keys().awaitEarlySight();
            }
            case LARGE_SEGMENT, ANY, SERVED, RECOVERY, REWRITING -> {
                aim.awaitActivity(1, 0);
                aim.elapse(MORE_MICROS_MAX);
                yield moment == Moment.LARGE_SEGMENT;
            }
        };
    }

    /** The server that came back shows everything once; the power goes; all of it must stay. */
    private void strikeServed(Set<Moment> struck) throws IOException, InterruptedException {
        try (var server = ServerProcess.start(home, data, output, settings(false))) {
            workload.check(server.client());
            cut(server);
            onStruck(Moment.SERVED, true, struck);
        }
    }

    /**
     * Everything is there once more, the server stops as asked, and its own check finds nothing.
     */
    private void finish() throws IOException, InterruptedException {
        if (!isWhole()) {
            return;
        }
        try (var server = ServerProcess.start(home, data, output, settings(false))) {
            workload.check(server.client());
            int code = server.stop();
            if (code != 0) {
                ledger().violation("SIGTERM ended with " + code + ": " + server.words());
            }
        } catch (IllegalStateException refused) {
            ledger().violation("at the end: " + refused.getMessage());
            return;
        }
        verify();
    }

    private void verify() throws IOException, InterruptedException {
        var command =
                List.of(home.resolve("penstock").toString(), "verify", "--data", data.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            ledger().violation("verify ended with " + process.exitValue() + ": " + words);
        }
    }
}
