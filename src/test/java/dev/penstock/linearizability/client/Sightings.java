package dev.penstock.linearizability.client;

import dev.penstock.linearizability.Action;
import dev.penstock.linearizability.ItemState;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Knows which values nobody was told yet to be stored, and notices when one is seen. Thread-safe.
 */
final class Sightings {
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Long> lost = ConcurrentHashMap.newKeySet();
    private final LongAdder lostAndSeen = new LongAdder();
    private final AtomicReference<@Nullable Runnable> atEarlySight = new AtomicReference<>();

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
            Runnable strike = atEarlySight.getAndSet(null);
            if (strike != null) {
                strike.run();
            }
        }
        if (lost.remove(shown.value())) {
            lostAndSeen.increment();
        }
    }

    /**
     * Strikes when a reader is ahead of a writer: the moment at which a server that publishes
     * before its sync is most in the wrong. The reader itself strikes, for a sync takes no longer
     * than waking another thread.
     *
     * @return false if no reader was ahead in time, and nothing was done
     */
    boolean strikeAtEarlySight(Duration atMost, Runnable strike) throws InterruptedException {
        var struck = new CountDownLatch(1);
        atEarlySight.set(
                () -> {
                    try {
                        strike.run();
                    } finally {
                        struck.countDown();
                    }
                });
        if (struck.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        if (atEarlySight.getAndSet(null) != null) {
            return false;
        }
        struck.await();
        return true;
    }

    /** Puts without an answer whose value was seen later: they had happened. */
    long lostAndSeen() {
        return lostAndSeen.sum();
    }
}
