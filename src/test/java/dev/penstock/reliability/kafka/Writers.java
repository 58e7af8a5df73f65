package dev.penstock.reliability.kafka;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that write items again and again, each its own, their numbers growing by one. What was
 * not answered is written again as it was, which changes nothing if it had been done.
 */
final class Writers {
    private static final int THREADS = 4;
    private static final int ITEMS_PER_THREAD = 500;
    private static final int ITEMS_PER_REQUEST = 25;
    private static final Duration RETRY_BEHIND = Duration.ofMillis(20);
    private static final String FILLER = "x".repeat(150);

    private final String table;
    private final long writesPerThread;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong written = new AtomicLong();

    /** Whom to ask now: another one behind a restart. */
    private volatile WireClient client;

    Writers(WireClient client, String table, long writes) {
        this.client = client;
        this.table = table;
        writesPerThread = writes / THREADS;
        for (int i = 0; i < THREADS; i++) {
            int first = i * ITEMS_PER_THREAD;
            threads.add(Thread.ofPlatform().daemon(true).unstarted(() -> write(first)));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void redirect(WireClient other) {
        client = other;
    }

    /** Writes that were answered. */
    long written() {
        return written.get();
    }

    long wanted() {
        return writesPerThread * THREADS;
    }

    boolean isDone() {
        return written() >= wanted();
    }

    /** The items, with the number of the last write of each. */
    int lastNumber(String key) {
        long inThread = Integer.parseInt(key.substring(1)) % ITEMS_PER_THREAD;
        long rounds = writesPerThread / ITEMS_PER_THREAD;
        return (int) (inThread < writesPerThread % ITEMS_PER_THREAD ? rounds + 1 : rounds);
    }

    static List<String> keys() {
        var keys = new ArrayList<String>();
        for (int i = 0; i < THREADS * ITEMS_PER_THREAD; i++) {
            keys.add("k" + i);
        }
        return keys;
    }

    private void write(int first) {
        for (long done = 0; done < writesPerThread; done += ITEMS_PER_REQUEST) {
            var body = new StringBuilder("{\"RequestItems\":{\"" + table + "\":[");
            long end = Math.min(writesPerThread, done + ITEMS_PER_REQUEST);
            for (long i = done; i < end; i++) {
                body.append(i == done ? "" : ",").append(put(first, i));
            }
            insist(body.append("]}}").toString());
            written.addAndGet(end - done);
        }
    }

    private static String put(int first, long write) {
        return """
        {"PutRequest":{"Item":{"Id":{"S":"k%d"},"Number":{"N":"%d"},"Filler":{"S":"%s"}}}}\
        """
                .formatted(first + write % ITEMS_PER_THREAD, write / ITEMS_PER_THREAD + 1, FILLER);
    }

    private void insist(String body) {
        while (true) {
            try {
                var answer = client.call("BatchWriteItem", body);
                if (answer.isSuccess() && answer.body().contains("\"UnprocessedItems\":{}")) {
                    return;
                }
            } catch (IOException killed) {
                // It is written again.
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            Await.elapse(RETRY_BEHIND);
        }
    }
}
