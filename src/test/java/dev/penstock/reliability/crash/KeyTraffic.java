package dev.penstock.reliability.crash;

import dev.penstock.reliability.Tables;
import dev.penstock.reliability.VersionedItems;
import dev.penstock.reliability.WireClient;
import dev.penstock.reliability.WireItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Single puts and deletes. Writers own their keys; readers read any. */
final class KeyTraffic implements Traffic {
    private static final String TABLE = "crash";
    private static final int WRITERS = 8;
    private static final int READERS = 2;
    private static final int EARLY_SIGHT_SECONDS_MAX = 3;
    private static final int KEYS_PER_WRITER = 40;
    private static final int PADDING_BYTES_MAX = 12_000;

    private final Ledger ledger;
    private final List<KeyHistory> histories = new ArrayList<>();
    private final VersionedItems items =
            new VersionedItems(
                    TABLE,
                    (pk, version) -> VersionedItems.randomLength(pk, version, PADDING_BYTES_MAX));
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
        Tables.create(client, TABLE);
    }

    @Override
    public List<Runnable> clients(WireClient client, SplittableRandom random, Peace peace) {
        var clients = new ArrayList<Runnable>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int firstKey = writer * KEYS_PER_WRITER;
            var own = random.split();
            clients.add(() -> write(client, firstKey, own, peace));
        }
        for (int reader = 0; reader < READERS; reader++) {
            var own = random.split();
            clients.add(() -> read(client, own, peace));
        }
        return clients;
    }

    /** Every key holds what was promised, and Scan agrees with GetItem. */
    @Override
    public void check(WireClient client) throws IOException, InterruptedException {
        var found = new HashMap<String, Map<String, String>>();
        for (int key = 0; key < histories.size(); key++) {
            var item = WireItems.get(client, TABLE, pk(key));
            if (!item.isEmpty()) {
                found.put(pk(key), item);
            }
            var seen = items.judge(pk(key), item);
            String wrong = histories.get(key).recovered(seen.version()) + seen.wrong();
            if (!wrong.isEmpty()) {
                ledger.violation("key " + key + " " + wrong);
            }
        }
        var scanned = WireItems.all(client, "Scan", "{\"TableName\":\"" + TABLE + "\"");
        int agreeing = 0;
        for (var item : scanned) {
            String pk = WireItems.content(item.getOrDefault("pk", WireItems.string("")));
            agreeing += item.equals(found.get(pk)) ? 1 : 0;
        }
        if (agreeing != found.size() || scanned.size() != found.size()) {
            ledger.violation(
                    "Scan shows %d items, GetItem found %d; %d are the same"
                            .formatted(scanned.size(), found.size(), agreeing));
        }
    }

    private void write(WireClient client, int firstKey, SplittableRandom random, Peace peace) {
        while (peace.lasts()) {
            int key = firstKey + random.nextInt(KEYS_PER_WRITER);
            var history = histories.get(key);
            long version = history.send();
            newestKey.set(key);
            String answer =
                    KeyHistory.isDelete(version)
                            ? peace.call(client, "DeleteItem", WireItems.keyBody(TABLE, pk(key)))
                            : peace.call(client, "PutItem", items.put(pk(key), version));
            if (answer == null) {
                return;
            }
            history.acknowledge(version);
            ledger.acknowledge(1);
        }
    }

    private void read(WireClient client, SplittableRandom random, Peace peace) {
        while (peace.lasts()) {
            // Every other read follows a writer: what is seen before its sync is seen there or
            // nowhere.
            int key = random.nextBoolean() ? newestKey.get() : random.nextInt(histories.size());
            var history = histories.get(key);
            long floorBefore = history.floor();
            try {
                var seen = items.read(client, pk(key));
                String wrong = history.see(seen.version(), floorBefore) + seen.wrong();
                if (!wrong.isEmpty()) {
                    ledger.violation("read of key " + key + ": " + wrong);
                }
                if (seen.version() != VersionedItems.NONE && history.isEarly(seen.version())) {
                    earlySight.countDown();
                }
            } catch (IOException | InterruptedException gone) {
                peace.onFailure("GetItem", gone);
                return;
            } catch (IllegalStateException nonsense) {
                ledger.violation("read of key " + key + ": " + nonsense.getMessage());
                return;
            }
        }
    }

    private static String pk(int key) {
        return "key-" + key;
    }
}
