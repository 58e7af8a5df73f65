package dev.penstock.reliability.crash;

import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Single puts and deletes. Writers own their keys; readers read any. */
final class KeyTraffic implements Traffic {
    private static final int WRITERS = 8;
    private static final int READERS = 2;
    private static final int EARLY_SIGHT_SECONDS_MAX = 3;
    private static final int KEYS_PER_WRITER = 40;
    private static final int PADDING_BYTES_MAX = 12_000;
    private static final Pattern VERSION = Pattern.compile("\"version\":\\{\"N\":\"(\\d+)\"\\}");
    private static final Pattern SCANNED =
            Pattern.compile("\"(?:pk|version)\":\\{\"[SN]\":\"([^\"]+)\"\\}");

    private final Ledger ledger;
    private final List<KeyHistory> histories = new ArrayList<>();
    private final String padding = "x".repeat(PADDING_BYTES_MAX);
    private final AtomicInteger newestKey = new AtomicInteger();

    /** Opened by the reader that is ahead of a writer; replaced by whoever waits for that. */
    private volatile CountDownLatch earlySight = new CountDownLatch(1);

    KeyTraffic(Ledger ledger) {
        this.ledger = ledger;
        for (int key = 0; key < WRITERS * KEYS_PER_WRITER; key++) {
            histories.add(new KeyHistory());
        }
    }

    /**
     * Returns as soon as a reader sees a write whose writer was not answered yet: the moment at
     * which a server that publishes before its sync is most in the wrong. Returns anyway after a
     * while, with false.
     */
    boolean awaitEarlySight() throws InterruptedException {
        earlySight = new CountDownLatch(1);
        return earlySight.await(EARLY_SIGHT_SECONDS_MAX, TimeUnit.SECONDS);
    }

    @Override
    public void create(WireClient client) throws IOException, InterruptedException {
        Tables.create(client, "crash");
    }

    @Override
    public List<Runnable> clients(
            WireClient client, SplittableRandom random, BooleanSupplier isRunning) {
        var clients = new ArrayList<Runnable>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int firstKey = writer * KEYS_PER_WRITER;
            var own = random.split();
            clients.add(() -> write(client, firstKey, own, isRunning));
        }
        for (int reader = 0; reader < READERS; reader++) {
            var own = random.split();
            clients.add(() -> read(client, own, isRunning));
        }
        return clients;
    }

    /** Every key holds what was promised, and Scan agrees with GetItem. */
    @Override
    public void check(WireClient client) throws IOException, InterruptedException {
        long items = 0;
        for (int key = 0; key < histories.size(); key++) {
            long version = versionOf(client, key);
            items += version == KeyHistory.NEVER ? 0 : 1;
            String wrong = histories.get(key).recovered(version);
            if (!wrong.isEmpty()) {
                ledger.violation("key " + key + " " + wrong);
            }
        }
        long scanned = scanCount(client);
        if (scanned != items) {
            ledger.violation("Scan counts " + scanned + " items, GetItem found " + items);
        }
    }

    private void write(
            WireClient client, int firstKey, SplittableRandom random, BooleanSupplier isRunning) {
        while (isRunning.getAsBoolean()) {
            int key = firstKey + random.nextInt(KEYS_PER_WRITER);
            var history = histories.get(key);
            long version = history.send();
            newestKey.set(key);
            try {
                var answer = sendVersion(client, key, version, random.nextInt(PADDING_BYTES_MAX));
                if (answer.isSuccess()) {
                    history.acknowledge(version);
                    ledger.acknowledge(1);
                } else if (answer.status() < 500 && !answer.body().contains("Throttling")) {
                    ledger.violation("a write was answered " + answer);
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

    private void read(WireClient client, SplittableRandom random, BooleanSupplier isRunning) {
        while (isRunning.getAsBoolean()) {
            // Every other read follows a writer: what is seen before its sync is seen there or
            // nowhere.
            int key = random.nextBoolean() ? newestKey.get() : random.nextInt(histories.size());
            var history = histories.get(key);
            long floorBefore = history.floor();
            try {
                long version = versionOf(client, key);
                String wrong = version == KeyHistory.NEVER ? "" : history.see(version, floorBefore);
                if (!wrong.isEmpty()) {
                    ledger.violation("read of key " + key + ": " + wrong);
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
}
