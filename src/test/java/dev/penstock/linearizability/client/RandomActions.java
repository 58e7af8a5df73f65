package dev.penstock.linearizability.client;

import dev.penstock.linearizability.Action;
import dev.penstock.linearizability.Guard;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** What a client does next. */
final class RandomActions {
    private static final int DELTA_MAX = 1_000;

    private final SplittableRandom random;
    private final AtomicLong values;

    /**
     * @param values shared by all clients, so that no value is sent twice
     */
    RandomActions(SplittableRandom random, AtomicLong values) {
        this.random = random;
        this.values = values;
    }

    /**
     * Conditions expect what the key had lately: that holds often, and of those that send it at the
     * same time it may hold for one only.
     */
    Action next(HotKey key) {
        int choice = random.nextInt(100);
        if (choice < 35) {
            return new Action.Get();
        }
        if (choice < 50) {
            return new Action.Put(values.incrementAndGet(), likely(key));
        }
        if (choice < 55) {
            return new Action.Put(values.incrementAndGet(), new Guard.NoItem());
        }
        if (choice < 65) {
            return new Action.Put(values.incrementAndGet(), new Guard.Always());
        }
        if (choice < 90) {
            return new Action.Add(random.nextInt(1, DELTA_MAX));
        }
        return new Action.Delete(random.nextBoolean() ? new Guard.Always() : likely(key));
    }

    private static Guard likely(HotKey key) {
        long lastValue = key.lastValue();
        return lastValue == 0 ? new Guard.NoItem() : new Guard.ValueIs(lastValue);
    }

    /** Whether the answer is to show the item. Mostly: what is shown is what can be wrong. */
    boolean shows() {
        return random.nextInt(4) > 0;
    }
}
