package dev.penstock.reliability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * Writers and readers on one table that remember what the server promised them, and a check after
 * the crash. Writers own their keys; readers read any.
 */
final class CrashWorkload {
    static final int WRITERS = 8;

    private static final int READERS = 2;
    private static final int EARLY_SIGHT_SECONDS_MAX = 5;
    private static final int KEYS_PER_WRITER = 40;
    private static final int PADDING_BYTES_MAX = 12_000;
    private static final Pattern VERSION = Pattern.compile("\"version\":\\{\"N\":\"(\\d+)\"\\}");
    private static final Pattern SCANNED =
            Pattern.compile("\"(?:pk|version)\":\\{\"[SN]\":\"([^\"]+)\"\\}");
    private static final String TABLE =
            """
            {"TableName":"crash","BillingMode":"PAY_PER_REQUEST",\
            "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],\
            "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}\
            """;

    private final List<KeyHistory> histories = new ArrayList<>();
    private final String padding;
    private volatile CountDownLatch earlySight = new CountDownLatch(1);
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger newestKey = new AtomicInteger();
    private final LongAdder acknowledged = new LongAdder();

    CrashWorkload() {
        for (int key = 0; key < WRITERS * KEYS_PER_WRITER; key++) {
            histories.add(new KeyHistory());
        }
        padding = "x".repeat(PADDING_BYTES_MAX);
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    void createTable(WireClient client) throws IOException, InterruptedException {
        var answer = client.call("CreateTable", TABLE);
        if (!answer.isSuccess()) {
            throw new IllegalStateException("CreateTable answered " + answer);
        }
    }

    /**
     * Returns as soon as a reader sees a write whose writer was not answered yet: the moment at
     * which a server that publishes before its sync is most in the wrong. Returns anyway after a
     * while.
     */
    void awaitEarlySight() throws InterruptedException {
        earlySight = new CountDownLatch(1);
        boolean isSeen = earlySight.await(EARLY_SIGHT_SECONDS_MAX, TimeUnit.SECONDS);
        if (!isSeen) {
            System.out.println("no reader was ahead of a writer");
        }
    }

    /** Runs until the calamity returns; every thread is gone afterwards. */
    void run(WireClient client, long seed, Calamity calamity)
            throws IOException, InterruptedException {
        var running = new AtomicBoolean(true);
        var threads = new ArrayList<Thread>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            var random = new SplittableRandom(seed + writer);
            threads.add(start("writer-" + writer, () -> write(client, number, random, running)));
        }
        for (int reader = 0; reader < READERS; reader++) {
            var random = new SplittableRandom(seed - 1 - reader);
            threads.add(start("reader-" + reader, () -> read(client, random, running)));
        }
        try {
            calamity.strike();
        } finally {
            running.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** After the crash: every key holds what was promised, and Scan agrees with GetItem. */
    void check(WireClient client) throws IOException, InterruptedException {
        long items = 0;
        for (int key = 0; key < histories.size(); key++) {
            long version = versionOf(client, key);
            items += version == KeyHistory.NEVER ? 0 : 1;
            String wrong = histories.get(key).recovered(version);
            if (!wrong.isEmpty()) {
                violations.add("key " + key + " " + wrong);
            }
        }
        long scanned = scanCount(client);
        if (scanned != items) {
            violations.add("Scan counts " + scanned + " items, GetItem found " + items);
        }
    }

    private void write(
            WireClient client, int writer, SplittableRandom random, AtomicBoolean running) {
        while (running.get()) {
            int key = writer * KEYS_PER_WRITER + random.nextInt(KEYS_PER_WRITER);
            var history = histories.get(key);
            long version = history.send();
            newestKey.set(key);
            try {
                var answer = sendVersion(client, key, version, random.nextInt(PADDING_BYTES_MAX));
                if (answer.isSuccess()) {
                    history.acknowledge(version);
                    acknowledged.increment();
                } else if (answer.status() < 500 && !answer.body().contains("Throttling")) {
                    violations.add("a write was answered " + answer);
                    return;
                }
            } catch (IOException | InterruptedException unknown) {
                // The server is gone: whether this write happened is exactly what is not known.
                return;
            }
        }
    }

    private WireClient.Answer sendVersion(WireClient client, int key, long version, int bytes)
            throws IOException, InterruptedException {
        if (KeyHistory.isDelete(version)) {
            return client.call("DeleteItem", keyBody(key));
        }
        String body =
                """
                {"TableName":"crash","Item":{"pk":{"S":"key-%d"},"version":{"N":"%d"},\
                "padding":{"S":"%s"}}}\
                """
                        .formatted(key, version, padding.substring(0, bytes));
        return client.call("PutItem", body);
    }

    private void read(WireClient client, SplittableRandom random, AtomicBoolean running) {
        while (running.get()) {
            // Every other read follows a writer: what is seen before its sync is seen there or
            // nowhere.
            int key = random.nextBoolean() ? newestKey.get() : random.nextInt(histories.size());
            var history = histories.get(key);
            long floorBefore = history.floor();
            try {
                long version = versionOf(client, key);
                String wrong = version == KeyHistory.NEVER ? "" : history.see(version, floorBefore);
                if (!wrong.isEmpty()) {
                    violations.add("read of key " + key + ": " + wrong);
                }
                if (version != KeyHistory.NEVER && history.isEarly(version)) {
                    earlySight.countDown();
                }
            } catch (IOException | InterruptedException gone) {
                return;
            }
        }
    }

    private static long versionOf(WireClient client, int key)
            throws IOException, InterruptedException {
        var answer = client.call("GetItem", keyBody(key));
        if (!answer.isSuccess()) {
            throw new IOException("GetItem answered " + answer);
        }
        var matcher = VERSION.matcher(answer.body());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : KeyHistory.NEVER;
    }

    private static long scanCount(WireClient client) throws IOException, InterruptedException {
        long count = 0;
        String start = "";
        do {
            var answer = client.call("Scan", "{\"TableName\":\"crash\"" + start + "}");
            if (!answer.isSuccess()) {
                throw new IOException("Scan answered " + answer);
            }
            String body = answer.body();
            int last = body.indexOf("\"LastEvaluatedKey\":");
            count += VERSION.matcher(body).results().count();
            start =
                    last < 0
                            ? ""
                            : ",\"ExclusiveStartKey\":{\"pk\":{\"S\":\""
                                    + lastKey(body, last)
                                    + "\"}}";
        } while (!start.isEmpty());
        return count;
    }

    private static String lastKey(String body, int from) {
        var matcher = SCANNED.matcher(body);
        if (!matcher.find(from)) {
            throw new IllegalStateException("no key in LastEvaluatedKey");
        }
        return matcher.group(1);
    }

    private static String keyBody(int key) {
        return "{\"TableName\":\"crash\",\"Key\":{\"pk\":{\"S\":\"key-%d\"}}}".formatted(key);
    }

    private static Thread start(String name, Runnable work) {
        return Thread.ofPlatform().name(name).start(work);
    }
}
