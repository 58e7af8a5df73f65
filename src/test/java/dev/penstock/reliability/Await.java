package dev.penstock.reliability;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition. Of its own, so that the crash rounds run on a bare JDK. */
public final class Await {
    private static final Duration POLL = Duration.ofMillis(20);

    /** Between two looks more than this does not count: somebody stopped this machine meanwhile. */
    private static final long LOOK_NANOS_MAX = Duration.ofSeconds(10).toNanos();

    private Await() {}

    /**
     * Looks again and again.
     *
     * @throws IllegalStateException if the condition does not hold in time
     */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        until(what, atMost, POLL, condition);
    }

    /**
     * Looks as often as asked to, at what is there only shortly or is costly to look at.
     *
     * @throws IllegalStateException if the condition does not hold in time
     */
    public static void until(
            String what, Duration atMost, Duration every, BooleanSupplier condition) {
        long leftNanos = atMost.toNanos();
        long before = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (leftNanos < 0) {
                throw new IllegalStateException("not within " + atMost.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(every.toNanos());
            long now = System.nanoTime();
            leftNanos -= Math.min(now - before, LOOK_NANOS_MAX);
            before = now;
        }
    }

    /** Lets a random while pass: the moment of a calamity is a choice, not a condition. */
    public static void elapse(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
