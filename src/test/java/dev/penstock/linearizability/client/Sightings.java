package dev.penstock.linearizability.client;

import dev.penstock.linearizability.Action;
import dev.penstock.linearizability.ItemState;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Knows which values nobody was told yet to be stored, and notices when one is seen. Thread-safe.
 */
final class Sightings {
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Long> lost = ConcurrentHashMap.newKeySet();
    private final LongAdder lostAndSeen = new LongAdder();
    private volatile CountDownLatch early = new CountDownLatch(1);

    /** A value goes to the server. */
    void onSend(Action action) {
        if (action instanceof Action.Put put) {
            underWay.add(put.value());
        }
    }

    /** The server said what became of it. */
    void onAnswer(Action action) {
        if (action instanceof Action.Put put) {
            underWay.remove(put.value());
        }
    }

    /** Nobody will ever say. */
    void onLoss(Action action) {
        if (action instanceof Action.Put put) {
            lost.add(put.value());
            underWay.remove(put.value());
        }
    }

    /** A reader sees an item. */
    void onRead(ItemState shown) {
        if (underWay.contains(shown.value())) {
            early.countDown();
        }
        if (lost.remove(shown.value())) {
            lostAndSeen.increment();
        }
    }

    /**
     * Waits until a reader is ahead of a writer: the moment at which a server that publishes before
     * its sync is most in the wrong.
     *
     * @return false if none was in time
     */
    boolean awaitEarly(Duration atMost) throws InterruptedException {
        early = new CountDownLatch(1);
        return early.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Puts without an answer whose value was seen later: they had happened. */
    long lostAndSeen() {
        return lostAndSeen.sum();
    }
}
