package dev.penstock.reliability.crash;

import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * BatchWriteItem over all keys of a writer, again and again. Its puts enter the log in the order in
 * which the request names them, and what survives of a log is a beginning of it: so of an
 * unanswered request a beginning may be there, and never a put without those before it. That would
 * be a gap, or half of a batch.
 */
final class BatchTraffic implements Traffic {
    private static final int WRITERS = 2;
    private static final int KEYS = 20;
    private static final int SMALL_BYTES_MAX = 1_000;

    /** So that all puts together are more than one entry of the log. */
    private static final int LARGE_BYTES = 30_000;

    private static final int LARGE_EVERY = 16;
    private static final Pattern VERSION = Pattern.compile("\"version\":\\{\"N\":\"(\\d+)\"\\}");

    private final Ledger ledger;
    private final String padding = "y".repeat(LARGE_BYTES);
    private final long[][] held = new long[WRITERS][KEYS];
    private final long[] sent = new long[WRITERS];

    BatchTraffic(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void create(WireClient client) throws IOException, InterruptedException {
        Tables.create(client, "batch");
    }

    @Override
    public List<Runnable> clients(
            WireClient client, SplittableRandom random, BooleanSupplier isRunning) {
        var clients = new ArrayList<Runnable>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            var own = random.split();
            clients.add(() -> write(client, number, own, isRunning));
        }
        return clients;
    }

    private void write(
            WireClient client, int writer, SplittableRandom random, BooleanSupplier isRunning) {
        while (isRunning.getAsBoolean()) {
            long version = ++sent[writer];
            boolean isLarge = random.nextInt(LARGE_EVERY) == 0;
            int bytes = isLarge ? LARGE_BYTES : random.nextInt(SMALL_BYTES_MAX);
            try {
                var answer = client.call("BatchWriteItem", body(writer, version, bytes));
                if (answer.status() >= 500) {
                    // A server that is about to end: it may have done a part.
                    return;
                }
                if (!answer.isSuccess() || !answer.body().contains("\"UnprocessedItems\":{}")) {
                    ledger.violation("a batch was answered " + answer);
                    return;
                }
                Arrays.fill(held[writer], version);
                ledger.acknowledge(KEYS);
            } catch (IOException | InterruptedException unknown) {
                return;
            }
        }
    }

    private String body(int writer, long version, int paddingBytes) {
        var puts = new ArrayList<String>();
        for (int key = 0; key < KEYS; key++) {
            puts.add(
                    """
                    {"PutRequest":{"Item":{"pk":{"S":"%d-%d"},"version":{"N":"%d"},\
                    "padding":{"S":"%s"}}}}\
                    """
                            .formatted(writer, key, version, padding.substring(0, paddingBytes)));
        }
        return "{\"RequestItems\":{\"batch\":[" + String.join(",", puts) + "]}}";
    }

    @Override
    public void check(WireClient client) throws IOException, InterruptedException {
        for (int writer = 0; writer < WRITERS; writer++) {
            boolean mayBeSent = true;
            for (int key = 0; key < KEYS; key++) {
                long found = version(client, writer, key);
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

    private static long version(WireClient client, int writer, int key)
            throws IOException, InterruptedException {
        var answer =
                client.call(
                        "GetItem",
                        "{\"TableName\":\"batch\",\"Key\":{\"pk\":{\"S\":\"%d-%d\"}}}"
                                .formatted(writer, key));
        if (!answer.isSuccess()) {
            throw new IOException("GetItem answered " + answer);
        }
        var matcher = VERSION.matcher(answer.body());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
