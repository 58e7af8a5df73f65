package dev.penstock.linearizability.client;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The few keys that all clients use, replaced by fresh ones in time. A key that was given up waits
 * here until it was read a last time after a fault. Thread-safe.
 */
final class HotKeys {
    private static final int COUNT = 4;
    private static final int LIFE_MIN = 20;
    private static final int LIFE_MAX = 250;

    private final AtomicReferenceArray<HotKey> hot = new AtomicReferenceArray<>(COUNT);
    private final List<HotKey> givenUp = new ArrayList<>();
    private final AtomicInteger made = new AtomicInteger();

    HotKeys(SplittableRandom random) {
        for (int i = 0; i < COUNT; i++) {
            hot.set(i, fresh(random));
        }
    }

    /** One of the keys that are hot now. */
    HotKey pick(SplittableRandom random) {
        int index = random.nextInt(COUNT);
        HotKey key = hot.get(index);
        if (!key.isWornOut()) {
            return key;
        }
        HotKey fresh = fresh(random);
        if (!hot.compareAndSet(index, key, fresh)) {
            return hot.get(index);
        }
        synchronized (givenUp) {
            givenUp.add(key);
        }
        return fresh;
    }

    /** All whose history was not settled: hot ones and those given up. */
    List<HotKey> unsettled() {
        var keys = new ArrayList<HotKey>();
        for (int i = 0; i < COUNT; i++) {
            keys.add(hot.get(i));
        }
        synchronized (givenUp) {
            keys.addAll(givenUp);
        }
        return keys;
    }

    /** What was given up needs no more attention. */
    void settle() {
        synchronized (givenUp) {
            givenUp.clear();
        }
    }

    /** Keys made so far. */
    int made() {
        return made.get();
    }

    private HotKey fresh(SplittableRandom random) {
        return new HotKey("key-" + made.incrementAndGet(), random.nextInt(LIFE_MIN, LIFE_MAX));
    }
}
