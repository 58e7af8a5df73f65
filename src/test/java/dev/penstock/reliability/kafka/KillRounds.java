package dev.penstock.reliability.kafka;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Many writes, exported, while brokers and the server are killed: every change must arrive, in
 * order for each item, and what comes twice must be all that came behind a place.
 */
final class KillRounds {
    private enum Blow {
        BROKER,
        SERVER,
        BOTH
    }

    private static final String TABLE = "Killed";
    private static final String TOPIC = "killed-changes";
    private static final Duration ALL_WITHIN = Duration.ofMinutes(30);
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(4);

    private final Path home;
    private final Path work;
    private final Brokers brokers;
    private final SplittableRandom random;
    private final Arrivals arrivals = new Arrivals();

    KillRounds(Path home, Path work, Brokers brokers, long seed) {
        this.home = home;
        this.work = work;
        this.brokers = brokers;
        random = new SplittableRandom(seed);
    }

    /** Returns whether everything was as promised. */
    boolean run(long writes, int brokerKills, int serverKills) throws Exception {
        brokers.startAll();
        long begun = System.nanoTime();
        ServerProcess server = start();
        Destinations.createTable(server.client(), TABLE);
        Destinations.enable(server.client(), TABLE, TOPIC);
        var writers = new Writers(server.client(), TABLE, writes);
        writers.start();
        List<Blow> blows = blows(brokerKills, serverKills);
        for (int i = 0; i < blows.size(); i++) {
            long at = writers.wanted() / (blows.size() + 1) * (i + 1);
            Await.until("so many writes", ALL_WITHIN, () -> writers.written() >= at);
            Await.elapse(Duration.ofMillis(random.nextInt(300)));
            Blow blow = blows.get(i);
            int broker = random.nextInt(brokers.count());
            if (blow != Blow.SERVER) {
                brokers.killNine(broker);
                // Long enough for a place to be saved that is not delivered, if that could be.
                Await.elapse(Duration.ofMillis(random.nextInt(1_200, 2_500)));
            }
            if (blow != Blow.BROKER) {
                server.killNine();
                server = start();
                writers.redirect(server.client());
            }
            if (blow != Blow.SERVER) {
                brokers.start(broker);
                brokers.awaitAnswering();
            }
        }
        Await.until("all writes", ALL_WITHIN, writers::isDone);
        long writtenNanos = System.nanoTime() - begun;
        brokers.awaitAnswering();
        readAll(writers);
        report(writers, writtenNanos, System.nanoTime() - begun, brokerKills, serverKills);
        server.killNine();
        return arrivals.violationCount() == 0;
    }

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(
                home,
                work.resolve("data"),
                work.resolve("server.log"),
                Map.of(
                        "PENSTOCK_KAFKA_BOOTSTRAP_SERVERS",
                        brokers.bootstrapServers(),
                        "PENSTOCK_SEGMENT_BYTES",
                        "16MiB"));
    }

    /** In random order; some of the server's kills while a broker is away, the first one always. */
    private List<Blow> blows(int brokerKills, int serverKills) {
        int both = Math.min(Math.min(brokerKills, serverKills), 1 + serverKills / 2);
        var blows = new ArrayList<Blow>();
        blows.addAll(Collections.nCopies(both, Blow.BOTH));
        blows.addAll(Collections.nCopies(brokerKills - both, Blow.BROKER));
        blows.addAll(Collections.nCopies(serverKills - both, Blow.SERVER));
        Collections.shuffle(blows, new Random(random.nextLong()));
        return blows;
    }

    private void readAll(Writers writers) {
        try (var topic = new Topic(brokers, TOPIC)) {
            Await.until(
                    "everything has arrived",
                    QUIET_WITHIN,
                    Duration.ofMillis(1),
                    () -> topic.read(arrivals::take) == 0 && hasAll(writers));
        } catch (IllegalStateException missing) {
            System.out.println(missing.getMessage());
        }
        for (String key : Writers.keys()) {
            int last = writers.lastNumber(key);
            arrivals.require(
                    arrivals.highest(key) == last,
                    "the last that arrived is " + arrivals.highest(key),
                    key,
                    last);
        }
    }

    private boolean hasAll(Writers writers) {
        return Writers.keys().stream()
                .allMatch(key -> arrivals.highest(key) >= writers.lastNumber(key));
    }

    private void report(
            Writers writers, long writtenNanos, long allNanos, int brokerKills, int serverKills) {
        arrivals.violations().forEach(text -> System.out.println("VIOLATION " + text));
        System.out.printf(
                "%d writes in %d s, all arrived within %d s; %d brokers, %d of them killed, server"
                        + " killed %d times; %d records, %d of them again in %d repeats; %d"
                        + " violations%n",
                writers.written(),
                writtenNanos / 1_000_000_000,
                allNanos / 1_000_000_000,
                brokers.count(),
                brokerKills,
                serverKills,
                arrivals.records(),
                arrivals.repeated(),
                arrivals.repeats(),
                arrivals.violationCount());
    }
}
