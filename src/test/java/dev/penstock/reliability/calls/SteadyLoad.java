package dev.penstock.reliability.calls;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.Tables;
import dev.penstock.reliability.VersionedItems;
import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One writer that waits for each answer, so that the log's calls between two answers belong to one
 * write, and one reader that looks at the key being written. Remembers what was promised.
 */
final class SteadyLoad {
    /** Enough for two rolls of segments of 1 MiB, and as many snapshots. */
    static final int WRITES = 30;

    private static final int KEYS = 20;
    private static final int VALUE_BYTES = 96_000;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long NONE = 0;

    /** No mark was written. */
    static final int UNMARKED = 0;

    /** No version has this key. */
    private static final long MARK_KEY = KEYS;

    private static final String TABLE = "steady";

    private final VersionedItems items =
            new VersionedItems(TABLE, (pk, _) -> pk.equals(pk(MARK_KEY)) ? 0 : VALUE_BYTES);
    private final Map<Long, Long> acknowledged = new HashMap<>();

    /** Written by the writer, read by the reader. */
    private final AtomicLong sent = new AtomicLong();

    /** Written by the reader: the newest version it saw. */
    private final AtomicLong seen = new AtomicLong();

    /** What the reader was shown, and no version is. */
    private final Queue<String> torn = new ConcurrentLinkedQueue<>();

    /** The last write, if it was not answered. */
    private long inFlight = NONE;

    /**
     * How a round went.
     *
     * @param answeredMicros when each answer of success came, since 1970
     * @param refusals answers that were none
     */
    record Round(List<Long> answeredMicros, List<WireClient.Answer> refusals, boolean isCut) {}

    void createTable(WireClient client) throws IOException, InterruptedException {
        Tables.create(client, TABLE);
    }

    /** Writes so many times, or until the server is gone. */
    Round run(WireClient client) throws InterruptedException {
        var reader = Thread.ofPlatform().name("reader").start(() -> read(client));
        var answers = new ArrayList<Long>();
        var refusals = new ArrayList<WireClient.Answer>();
        boolean isCut = false;
        for (int i = 0; i < WRITES && !isCut; i++) {
            try {
                var answer = write(client);
                if (answer.isSuccess()) {
                    answers.add(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
                } else {
                    refusals.add(answer);
                }
            } catch (IOException gone) {
                isCut = true;
            }
        }
        reader.interrupt();
        reader.join();
        return new Round(answers, refusals, isCut);
    }

    /** Tries again and again; whether a write was accepted in time. */
    boolean writesWithin(WireClient client, Duration atMost) throws InterruptedException {
        var deadline = Instant.now().plus(atMost);
        while (Instant.now().isBefore(deadline)) {
            try {
                if (write(client).isSuccess()) {
                    return true;
                }
            } catch (IOException gone) {
                return false;
            }
            Await.elapse(PAUSE);
        }
        return false;
    }

    private WireClient.Answer write(WireClient client) throws IOException, InterruptedException {
        long version = sent.incrementAndGet();
        inFlight = version;
        var answer = client.call("PutItem", items.put(pk(key(version)), version));
        inFlight = NONE;
        if (answer.isSuccess()) {
            acknowledged.put(key(version), version);
        }
        return answer;
    }

    /** Writes one item beside the others: for a copy of the database, which is to be dropped. */
    void mark(WireClient client, int mark) throws IOException, InterruptedException {
        var answer = client.call("PutItem", items.put(pk(MARK_KEY), mark));
        if (!answer.isSuccess()) {
            throw new IOException("PutItem answered " + answer);
        }
    }

    /** The mark that was written last, or {@link #UNMARKED}. */
    long markOf(WireClient client) throws IOException, InterruptedException {
        return items.read(client, pk(MARK_KEY)).version();
    }

    /** Whether a reader was shown the write that was never answered. */
    boolean sawInFlight() {
        return inFlight != NONE && seen.get() >= inFlight;
    }

    /** Compares what is there with what was promised; what is there is the truth from now on. */
    List<String> check(WireClient client) throws IOException, InterruptedException {
        var wrong = new ArrayList<String>(torn);
        torn.clear();
        for (long key = 0; key < KEYS; key++) {
            long promised = acknowledged.getOrDefault(key, NONE);
            var item = items.read(client, pk(key));
            if (!item.wrong().isEmpty()) {
                wrong.add(item.wrong());
            }
            long found = item.version();
            boolean isInFlight = found != NONE && found == inFlight && key(found) == key;
            if (found != promised && !isInFlight) {
                wrong.add("key " + key + " holds " + found + ", promised " + promised);
            }
            acknowledged.put(key, found);
        }
        inFlight = NONE;
        return wrong;
    }

    private void read(WireClient client) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var item = items.read(client, pk(key(sent.get())));
                if (item.wrong().isEmpty()) {
                    seen.accumulateAndGet(item.version(), Math::max);
                } else {
                    torn.add(item.wrong());
                }
            } catch (IOException | InterruptedException gone) {
                return;
            }
        }
    }

    private static String pk(long key) {
        return "key-" + key;
    }

    private static long key(long version) {
        return version % KEYS;
    }
}
