package dev.penstock.reliability.pressure;

import dev.penstock.reliability.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Offers a server with a small heap four times the writes it can take, and more data than fits.
 * What it accepts it must still have; what it does not accept it must refuse with the one error
 * that says so. In between: reads, deletes, and pages, which must go on.
 */
final class Overload {
    private static final int[] VALUE_BYTES = {100, 1_000, 20_000, 100_000, 300_000};
    private static final int CALM_CALLERS = 64;
    private static final int PRESSING_CALLERS = 256;
    private static final int PRESSED_TIMES = 4;
    private static final int CALM_KEYS = 4;
    private static final int TEXT_LETTERS = 1 << 20;
    private static final String TABLE = "Pressure";

    private final int port;
    private final long seed;
    private final String text;
    private final ConcurrentMap<String, Integer> kept = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong offeredBytes = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong shed = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    private final Supplier<Duration> processorTime;

    /**
     * Presses a server.
     *
     * @param processorTime what the server has used so far
     */
    Overload(int port, long seed, Supplier<Duration> processorTime) {
        this.port = port;
        this.processorTime = processorTime;
        this.seed = seed;
        text = text(seed);
    }

    private static String text(long seed) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder(TEXT_LETTERS);
        for (int i = 0; i < TEXT_LETTERS; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /** What an item holds, as it follows from its key and its length. */
    private String value(String key, int bytes) {
        int from = Math.floorMod(key.hashCode() * 0x9E37_79B1, TEXT_LETTERS - bytes);
        return text.substring(from, from + bytes);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * How hard the server was pressed.
     *
     * @param times what it takes, that it was offered
     * @param busy the share of one core that it used meanwhile
     */
    record Pressure(double times, double busy) {}

    /** Offers the calm load, then the pressing one. */
    Pressure run(int calmSeconds, int pressedSeconds) throws IOException, InterruptedException {
        try (var caller = new Caller(port)) {
            caller.call(Request.createTable(TABLE));
        }
        run(CALM_CALLERS, calmSeconds, 0);
        long sustained = accepted.get() / calmSeconds;
        System.out.printf(
                "it takes %d writes/s of %d callers, %d of them refused%n",
                sustained, CALM_CALLERS, shed.get());
        reset();
        var before = processorTime.get();
        run(PRESSING_CALLERS, pressedSeconds, PRESSED_TIMES * Math.max(1, sustained));
        var used = processorTime.get().minus(before);
        double times = offered.get() / (double) pressedSeconds / Math.max(1, sustained);
        System.out.printf(
                "offered %d/s (%.1f times), %d MiB in all; accepted %d, refused %d; %d deleted, %d"
                        + " read%n",
                offered.get() / pressedSeconds,
                times,
                offeredBytes.get() >> 20,
                accepted.get(),
                shed.get(),
                deleted.get(),
                read.get());
        if (shed.get() == 0) {
            violations.add("nothing was refused: this was no overload");
        }
        verify();
        recover();
        return new Pressure(times, used.toMillis() / 1_000.0 / pressedSeconds);
    }

    private void reset() {
        offered.set(0);
        offeredBytes.set(0);
        accepted.set(0);
        shed.set(0);
    }

    /**
     * @param perSecond writes that fall due each second; 0: the next as soon as one is answered,
     *     and always on the same keys
     */
    private void run(int callers, int seconds, long perSecond) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long pauseNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) * callers / perSecond;
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < callers; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> press(number, start, end, pauseNanos)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void press(int number, long start, long end, long pauseNanos) {
        var random = new SplittableRandom(seed + number + (pauseNanos == 0 ? 0 : 1_000));
        long due = start;
        long sort = 0;
        while (System.nanoTime() < end) {
            try (var caller = new Caller(port)) {
                while (System.nanoTime() < end) {
                    Await.elapse(Duration.ofNanos(due - System.nanoTime()));
                    due += pauseNanos;
                    sort++;
                    boolean isCalm = pauseNanos == 0;
                    put(
                            caller,
                            isCalm ? "calm" + number : "p" + number,
                            isCalm ? sort % CALM_KEYS : sort,
                            random);
                    if (!isCalm && sort % 10 == 0) {
                        readAndDelete(caller, "p" + number, random.nextLong(sort));
                    }
                }
            } catch (IOException broken) {
                violations.add("a connection broke: " + broken);
                return;
            }
        }
    }

    private void put(Caller caller, String partition, long sort, SplittableRandom random)
            throws IOException {
        int size = random.nextInt(VALUE_BYTES.length);
        String key = partition + "/" + sort;
        byte[] request = Request.put(TABLE, partition, sort, value(key, VALUE_BYTES[size]));
        offered.incrementAndGet();
        offeredBytes.addAndGet(request.length);
        Caller.Answer answer = caller.call(request);
        if (answer.isSuccess()) {
            accepted.incrementAndGet();
            kept.put(key, VALUE_BYTES[size]);
        } else if (answer.isThrottled()) {
            shed.incrementAndGet();
        } else {
            violations.add("a put was answered with " + answer);
        }
    }

    private void readAndDelete(Caller caller, String partition, long sort) throws IOException {
        Caller.Answer page = caller.call(Request.query(TABLE, partition));
        if (page.isSuccess()) {
            read.incrementAndGet();
        } else if (!page.isThrottled()) {
            violations.add("a page was answered with " + page);
        }
        Caller.Answer answer = caller.call(Request.onKey("DeleteItem", TABLE, partition, sort));
        if (answer.isSuccess()) {
            deleted.incrementAndGet();
            kept.remove(partition + "/" + sort);
        } else if (!answer.isThrottled()) {
            violations.add("a delete was answered with " + answer);
        }
    }

    /** All that was accepted is there, as it was put. */
    private void verify() throws IOException {
        try (var caller = new Caller(port)) {
            for (var entry : kept.entrySet()) {
                String[] key = entry.getKey().split("/", 2);
                var answer =
                        caller.call(
                                Request.onKey("GetItem", TABLE, key[0], Long.parseLong(key[1])));
                String value = value(entry.getKey(), entry.getValue());
                boolean isSame = answer.body().contains("\"v\":{\"S\":\"" + value + "\"}");
                if (!answer.isSuccess() || !isSame) {
                    violations.add(entry.getKey() + " was accepted, and is now " + answer);
                }
            }
        }
        System.out.printf("%d items are all there%n", kept.size());
    }

    /** Deletes go on while it is full, and make room for writes again. */
    private void recover() throws IOException {
        try (var caller = new Caller(port)) {
            int gone = 0;
            for (String name : kept.keySet()) {
                String[] key = name.split("/", 2);
                var answer =
                        caller.call(
                                Request.onKey("DeleteItem", TABLE, key[0], Long.parseLong(key[1])));
                if (!answer.isSuccess()) {
                    violations.add("a delete in a full server was answered with " + answer);
                }
                if (++gone >= kept.size() / 2) {
                    break;
                }
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            Caller.Answer answer;
            do {
                answer = caller.call(Request.put(TABLE, "after", 1, value("after/1", 100_000)));
            } while (answer.isThrottled() && System.nanoTime() < deadline);
            if (!answer.isSuccess()) {
                violations.add("with half of it deleted a put is answered with " + answer);
            }
        }
    }
}
