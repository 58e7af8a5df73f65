package dev.penstock.reliability.crash;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.ServerProcess;
import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long a server needs until it is ready again, per GB of log that no snapshot covers: {@code
 * RecoverySpeed GIGABYTES WORK_DIRECTORY [fill]}. Exit 1 if it is more than {@link
 * #SECONDS_PER_GB_MAX}. A directory that an earlier run filled is measured as it is; with {@code
 * fill} nothing is measured.
 */
final class RecoverySpeed {
    private static final double SECONDS_PER_GB_MAX = 5;

    /** No snapshot, so that all of the log is replayed. */
    private static final Map<String, String> SETTINGS =
            Map.of("PENSTOCK_SNAPSHOT_SEGMENTS", "1000", "PENSTOCK_SNAPSHOT_INTERVAL", "24h");

    private static final double GB = 1e9;
    private static final int CLIENTS = 12;
    private static final int ITEMS_PER_REQUEST = 25;
    private static final int RESTARTS = 3;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration READY_WITHIN = Duration.ofMinutes(10);

    /** With 4 million writes per 2 GB, three of four are overwrites. */
    private static final int KEYS = 1_000_000;

    private static final String TABLE =
            """
            {"TableName":"speed","BillingMode":"PAY_PER_REQUEST",\
            "AttributeDefinitions":[{"AttributeName":"customer","AttributeType":"S"},\
            {"AttributeName":"order","AttributeType":"N"}],\
            "KeySchema":[{"AttributeName":"customer","KeyType":"HASH"},\
            {"AttributeName":"order","KeyType":"RANGE"}]}\
            """;

    private final Path home;
    private final Path data;
    private final Path output;
    private final LongAdder written = new LongAdder();

    private RecoverySpeed(Path home, Path work) {
        this.home = home;
        data = work.resolve("data");
        output = work.resolve("server.log");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createDirectories(Path.of(arguments[1])).toAbsolutePath();
        Path home = Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
        var speed = new RecoverySpeed(home, work);
        if (!Files.exists(speed.data)) {
            speed.fill((long) (Double.parseDouble(arguments[0]) * GB));
        }
        if (arguments.length == 2) {
            System.exit(speed.measure() <= SECONDS_PER_GB_MAX ? 0 : 1);
        }
    }

    private double measure() throws IOException, InterruptedException {
        long logBytes = DirectoryLook.at(data).logBytes();
        double worst = 0;
        for (int i = 0; i < RESTARTS; i++) {
            long begin = System.nanoTime();
            try (var server = ServerProcess.launch(home, data, output, SETTINGS)) {
                server.awaitReady(READY_WITHIN);
                double seconds = (System.nanoTime() - begin) / 1e9;
                double cpuSeconds =
                        server.process().info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                                / 1e3;
                double secondsPerGb = seconds / (logBytes / GB);
                System.out.printf(
                        "ready after %.2f s (%.2f s of processor time): %.2f s per GB%n",
                        seconds, cpuSeconds, secondsPerGb);
                worst = Math.max(worst, secondsPerGb);
                server.killNine();
            }
        }
        return worst;
    }

    private void fill(long bytes) throws IOException, InterruptedException {
        try (var server = ServerProcess.start(home, data, output, SETTINGS)) {
            server.client().call("CreateTable", TABLE);
            var running = new AtomicBoolean(true);
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < CLIENTS; i++) {
                var random = new SplittableRandom(i);
                threads.add(
                        Thread.ofPlatform().start(() -> write(server.client(), random, running)));
            }
            Await.until(
                    bytes + " bytes of log",
                    Duration.ofHours(1),
                    LOOK_EVERY,
                    () -> DirectoryLook.at(data).logBytes() >= bytes);
            running.set(false);
            server.killNine();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        System.out.printf(
                "%.2f GB of log, %d writes of %d items%n",
                DirectoryLook.at(data).logBytes() / GB, written.sum(), KEYS);
    }

    private void write(WireClient client, SplittableRandom random, AtomicBoolean running) {
        while (running.get()) {
            try {
                var answer = client.call("BatchWriteItem", request(random));
                if (answer.isSuccess()) {
                    written.add(ITEMS_PER_REQUEST);
                }
            } catch (IOException | InterruptedException gone) {
                return;
            }
        }
    }

    private static String request(SplittableRandom random) {
        var body = new StringBuilder("{\"RequestItems\":{\"speed\":[");
        int first = random.nextInt(KEYS);
        for (int i = 0; i < ITEMS_PER_REQUEST; i++) {
            // A stride that is prime to the keys: no two of a request are the same.
            int key = (first + i * 7919) % KEYS;
            body.append(i == 0 ? "" : ",")
                    .append("{\"PutRequest\":{\"Item\":")
                    .append(item(key, random.nextLong()))
                    .append("}}");
        }
        return body.append("]}}").toString();
    }

    /** About 500 bytes, of the kinds that an order has. */
    private static String item(int key, long random) {
        return """
        {"customer":{"S":"customer-%08d"},"order":{"N":"%d"},"status":{"S":"%s"},\
        "total":{"N":"%d.%02d"},"lines":{"L":[{"M":{"article":{"S":"%016x"},"count":{"N":"%d"}}},\
        {"M":{"article":{"S":"%016x"},"count":{"N":"3"}}}]},"paid":{"BOOL":true},\
        "address":{"M":{"street":{"S":"%s"},"city":{"S":"Springfield"},"zip":{"S":"%05d"}}},\
        "note":{"S":"%s"}}\
        """
                .formatted(
                        key / 10,
                        key % 10,
                        (random & 1) == 0 ? "SHIPPED" : "OPEN",
                        random >>> 50,
                        random >>> 58,
                        random,
                        random >>> 60,
                        ~random,
                        "742 Evergreen Terrace",
                        random >>> 48,
                        "x".repeat(280));
    }
}
