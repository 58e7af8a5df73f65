package dev.penstock.reliability.crash;

import static dev.penstock.reliability.WireItems.content;
import static dev.penstock.reliability.WireItems.string;

import dev.penstock.reliability.VersionedItems;
import dev.penstock.reliability.WireClient;
import dev.penstock.reliability.WireItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Puts and deletes in a table that an index and a stream follow. After a crash the index is the
 * projection of the table, and the stream tells each change since the table was made: once, in
 * order, with the item before and after it.
 */
final class FollowedTraffic implements Traffic {
    private static final String TABLE = "followed";
    private static final int WRITERS = 4;
    private static final int KEYS_PER_WRITER = 10;
    private static final int PADDING_BYTES_MAX = 200;
    private static final int GROUPS = 3;

    /** Every so many versions an item lacks the index's key. */
    private static final int UNINDEXED_EVERY = 5;

    private static final String CREATE =
            """
            {"TableName":"followed","BillingMode":"PAY_PER_REQUEST",\
            "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},\
            {"AttributeName":"group","AttributeType":"S"},\
            {"AttributeName":"version","AttributeType":"N"}],\
            "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],\
            "GlobalSecondaryIndexes":[{"IndexName":"by-group",\
            "KeySchema":[{"AttributeName":"group","KeyType":"HASH"},\
            {"AttributeName":"version","KeyType":"RANGE"}],\
            "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["padding"]}}],\
            "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}\
            """;

    private final Ledger ledger;
    private final List<KeyHistory> histories = new ArrayList<>();
    private final VersionedItems padded =
            new VersionedItems(
                    TABLE,
                    (pk, version) -> VersionedItems.randomLength(pk, version, PADDING_BYTES_MAX));
    private long entriesCompared;
    private long changesCompared;

    FollowedTraffic(Ledger ledger) {
        this.ledger = ledger;
        for (int key = 0; key < WRITERS * KEYS_PER_WRITER; key++) {
            histories.add(new KeyHistory());
        }
    }

    @Override
    public void create(WireClient client) throws IOException, InterruptedException {
        var _ = WireItems.require(client, "CreateTable", CREATE);
    }

    @Override
    public List<Runnable> clients(WireClient client, SplittableRandom random, Peace peace) {
        var clients = new ArrayList<Runnable>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int firstKey = writer * KEYS_PER_WRITER;
            var own = random.split();
            clients.add(() -> write(client, firstKey, own, peace));
        }
        return clients;
    }

    private void write(WireClient client, int firstKey, SplittableRandom random, Peace peace) {
        while (peace.lasts()) {
            int key = firstKey + random.nextInt(KEYS_PER_WRITER);
            var history = histories.get(key);
            long version = history.send();
            String answer =
                    KeyHistory.isDelete(version)
                            ? peace.call(client, "DeleteItem", WireItems.keyBody(TABLE, pk(key)))
                            : peace.call(client, "PutItem", put(pk(key), version));
            if (answer == null) {
                return;
            }
            history.acknowledge(version);
            ledger.acknowledge(1);
        }
    }

    private String put(String pk, long version) {
        return "{\"TableName\":\"%s\",\"Item\":%s}"
                .formatted(TABLE, WireItems.text(item(pk, version)));
    }

    /** The item of a version; without attributes if that is a delete. */
    private Map<String, String> item(String pk, long version) {
        if (KeyHistory.isDelete(version)) {
            return Map.of();
        }
        var item = new TreeMap<>(padded.item(pk, version));
        item.put("rest", string("not in the index"));
        if (version % UNINDEXED_EVERY != 0) {
            item.put("group", string("group-" + version % GROUPS));
        }
        return item;
    }

    @Override
    public void check(WireClient client) throws IOException, InterruptedException {
        var table = new HashMap<String, Map<String, String>>();
        for (int key = 0; key < histories.size(); key++) {
            var found = WireItems.get(client, TABLE, pk(key));
            var history = histories.get(key);
            String version = found.getOrDefault("version", WireItems.number(KeyHistory.NEVER));
            String wrong = history.recovered(Long.parseLong(content(version)));
            if (!wrong.isEmpty()) {
                ledger.violation("key " + key + " " + wrong);
            } else if (!found.equals(item(pk(key), history.floor()))) {
                ledger.violation("key %d of version %s holds %s".formatted(key, version, found));
            }
            if (!found.isEmpty()) {
                table.put(pk(key), found);
            }
        }
        checkIndex(client, table);
        checkStream(client, table);
    }

    private void checkIndex(WireClient client, Map<String, Map<String, String>> table)
            throws IOException, InterruptedException {
        var due = new HashMap<String, Map<String, String>>();
        table.forEach(
                (pk, item) -> {
                    if (item.containsKey("group")) {
                        var projected = new TreeMap<>(item);
                        projected.remove("rest");
                        due.put(pk, projected);
                    }
                });
        var entries = new ArrayList<Map<String, String>>();
        for (int group = 0; group < GROUPS; group++) {
            entries.addAll(
                    WireItems.all(
                            client,
                            "Query",
                            """
                            {"TableName":"followed","IndexName":"by-group",\
                            "KeyConditionExpression":"#g = :g",\
                            "ExpressionAttributeNames":{"#g":"group"},\
                            "ExpressionAttributeValues":{":g":{"S":"group-%d"}}\
                            """
                                    .formatted(group)));
        }
        for (var entry : entries) {
            String pk = content(entry.getOrDefault("pk", string("")));
            var expected = due.remove(pk);
            if (!entry.equals(expected)) {
                ledger.violation("the index shows %s, due is %s".formatted(entry, expected));
            }
        }
        due.forEach((_, entry) -> ledger.violation("the index lacks " + entry));
        entriesCompared += entries.size();
    }

    private void checkStream(WireClient client, Map<String, Map<String, String>> table)
            throws IOException, InterruptedException {
        var told = new HashMap<String, Long>();
        var numbers = new HashMap<String, String>();
        var replayed = new HashMap<String, Map<String, String>>();
        var changes = StreamText.of(client, TABLE);
        for (var change : changes) {
            String pk = content(change.key().getOrDefault("pk", string("")));
            long version = told.merge(pk, 1L, Long::sum);
            var before = item(pk, version - 1);
            var after = item(pk, version);
            String event = before.isEmpty() ? "INSERT" : after.isEmpty() ? "REMOVE" : "MODIFY";
            boolean isDue =
                    change.event().equals(event)
                            && change.before().equals(before)
                            && change.after().equals(after)
                            && numbers.getOrDefault(pk, "").compareTo(change.number()) < 0;
            if (!isDue) {
                ledger.violation(
                        "the stream's change %d of %s is %s, due is %s from %s to %s"
                                .formatted(version, pk, change, event, before, after));
                return;
            }
            numbers.put(pk, change.number());
            if (after.isEmpty()) {
                replayed.remove(pk);
            } else {
                replayed.put(pk, change.after());
            }
        }
        for (int key = 0; key < histories.size(); key++) {
            long due = histories.get(key).floor();
            long found = told.getOrDefault(pk(key), 0L);
            if (found != due) {
                ledger.violation(
                        "the stream tells %d changes of %s, %d were made"
                                .formatted(found, pk(key), due));
            }
        }
        if (!replayed.equals(table)) {
            ledger.violation("the stream's changes, one after the other, do not give the table");
        }
        changesCompared += changes.size();
    }

    /** What was compared so far, the same changes again after each start. */
    String report() {
        return "%d entries of the index and %d changes of the stream compared"
                .formatted(entriesCompared, changesCompared);
    }

    private static String pk(int key) {
        return "key-" + key;
    }
}
