package dev.penstock.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Rounds of: write, strike, start again, check. One database and one history through all rounds, so
 * that what an earlier crash left behind meets the next one.
 */
final class CrashRounds {
    /**
     * Small segments and early snapshots, so that every round rolls and snapshots several times.
     */
    static final Map<String, String> SETTINGS =
            Map.of(
                    "PENSTOCK_SEGMENT_BYTES", "1MiB",
                    "PENSTOCK_SNAPSHOT_SEGMENTS", "1");

    private static final int ROLLS_MIN = 3;
    private static final int SNAPSHOTS_MIN = 2;
    private static final Duration ACTIVITY_WITHIN = Duration.ofSeconds(60);
    private static final int MORE_MILLIS_MAX = 400;

    private final Path home;
    private final Path data;
    private final Path output;
    private final CrashWorkload workload = new CrashWorkload();

    CrashRounds(Path home, Path data, Path output) {
        this.home = home;
        this.data = data;
        this.output = output;
    }

    /** What takes the server down, and whatever must be done before it can start again. */
    @FunctionalInterface
    interface Blow {
        void strike(ServerProcess server) throws IOException, InterruptedException;
    }

    CrashWorkload run(int rounds, long seed, Blow blow) throws IOException, InterruptedException {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < rounds; round++) {
            long before = workload.acknowledged();
            var activity = new LogActivity(data);
            try (var server = start()) {
                if (round == 0) {
                    workload.createTable(server.client());
                } else {
                    workload.check(server.client());
                }
                boolean isAimed = round % 2 == 1;
                long moreMillis = random.nextLong(MORE_MILLIS_MAX);
                workload.run(
                        server.client(),
                        random.nextLong(),
                        () -> {
                            awaitActivity(activity, moreMillis);
                            if (isAimed) {
                                workload.awaitEarlySight();
                            }
                            blow.strike(server);
                        });
            }
            System.out.printf(
                    "round %d: %d writes acknowledged, %d segments, %d snapshots, %d violations%n",
                    round + 1,
                    workload.acknowledged() - before,
                    activity.segmentsSeen(),
                    activity.snapshotsSeen(),
                    workload.violations().size());
        }
        try (var server = start()) {
            workload.check(server.client());
        }
        return workload;
    }

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(home, data, output, SETTINGS);
    }

    /** Until the round has seen its rolls and snapshots, then a random while into the next ones. */
    private void awaitActivity(LogActivity activity, long moreMillis) {
        int segmentsBefore = activity.segmentsSeen();
        int snapshotsBefore = activity.snapshotsSeen();
        Await.until(
                ROLLS_MIN + " segment rolls and " + SNAPSHOTS_MIN + " snapshots",
                ACTIVITY_WITHIN,
                () -> {
                    activity.look();
                    return activity.segmentsSeen() - segmentsBefore >= ROLLS_MIN
                            && activity.snapshotsSeen() - snapshotsBefore >= SNAPSHOTS_MIN;
                });
        Await.elapse(Duration.ofMillis(moreMillis));
    }
}
