package dev.penstock.reliability.crash;

import dev.penstock.reliability.Tables;
import dev.penstock.reliability.VersionedItems;
import dev.penstock.reliability.WireClient;
import dev.penstock.reliability.WireItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * BatchWriteItem over all keys of a writer, again and again. Its puts enter the log in the order in
 * which the request names them, and what survives of a log is a beginning of it: so of an
 * unanswered request a beginning may be there, and never a put without those before it. That would
 * be a gap, or half of a batch.
 */
final class BatchTraffic implements Traffic {
    private static final String TABLE = "batch";
    private static final int WRITERS = 2;
    private static final int KEYS = 20;
    private static final int SMALL_BYTES_MAX = 1_000;

    /** So that all puts together are more than one entry of the log. */
    private static final int LARGE_BYTES = 30_000;

    private static final int LARGE_EVERY = 16;

    private final Ledger ledger;
    private final VersionedItems items = new VersionedItems(TABLE, BatchTraffic::length);
    private final long[][] held = new long[WRITERS][KEYS];
    private final long[] sent = new long[WRITERS];

    BatchTraffic(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void create(WireClient client) throws IOException, InterruptedException {
        Tables.create(client, TABLE);
    }

    @Override
    public List<Runnable> clients(WireClient client, SplittableRandom random, Peace peace) {
        var clients = new ArrayList<Runnable>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            clients.add(() -> write(client, number, peace));
        }
        return clients;
    }

    private void write(WireClient client, int writer, Peace peace) {
        while (peace.lasts()) {
            long version = ++sent[writer];
            String answer = peace.call(client, "BatchWriteItem", body(writer, version));
            if (answer == null) {
                return;
            }
            if (!answer.contains("\"UnprocessedItems\":{}")) {
                ledger.violation("a batch was answered " + answer);
                return;
            }
            Arrays.fill(held[writer], version);
            ledger.acknowledge(KEYS);
        }
    }

    private String body(int writer, long version) {
        var puts = new ArrayList<String>();
        for (int key = 0; key < KEYS; key++) {
            String item = WireItems.text(items.item(pk(writer, key), version));
            puts.add("{\"PutRequest\":{\"Item\":" + item + "}}");
        }
        return "{\"RequestItems\":{\"" + TABLE + "\":[" + String.join(",", puts) + "]}}";
    }

    @Override
    public void check(WireClient client) throws IOException, InterruptedException {
        for (int writer = 0; writer < WRITERS; writer++) {
            boolean mayBeSent = true;
            for (int key = 0; key < KEYS; key++) {
                var seen = items.read(client, pk(writer, key));
                if (!seen.wrong().isEmpty()) {
                    ledger.violation(seen.wrong());
                }
                long found = seen.version();
                long before = held[writer][key];
                boolean isAllowed = found == before || (mayBeSent && found == sent[writer]);
                if (!isAllowed) {
                    ledger.violation(
                            "put %d of writer %d's batch %d: holds %d, was promised %d"
                                            .formatted(key, writer, sent[writer], found, before)
                                    + (mayBeSent ? "" : ", and the put before it is not there"));
                }
                mayBeSent &= found == sent[writer];
                held[writer][key] = found;
            }
        }
    }

    private static int length(String pk, long version) {
        return version % LARGE_EVERY == 0
                ? LARGE_BYTES
                : VersionedItems.randomLength(pk, version, SMALL_BYTES_MAX);
    }

    private static String pk(int writer, int key) {
        return writer + "-" + key;
    }
}
