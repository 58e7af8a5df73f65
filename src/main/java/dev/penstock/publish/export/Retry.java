package dev.penstock.publish.export;

import java.util.function.LongSupplier;

/** When to try again: a second behind a first failure, twice as long behind each further one. */
final class Retry {
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final int DOUBLINGS_MAX = 5;
    private static final int ANOTHER_FAILURES_MIN = 4;

    private final LongSupplier nanoTime;

    /** Written by the export's thread, read by any. */
    private volatile int failures;

    private long untilNanos;

    Retry(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void failed() {
        int before = failures;
        untilNanos = nanoTime.getAsLong() + (FIRST_NANOS << Math.min(before, DOUBLINGS_MAX));
        failures = before + 1;
    }

    void succeeded() {
        failures = 0;
    }

    /**
     * Whether to go on with another sink: one may be broken for good. Seldom, and ever more so, for
     * a sink that is closed leaves something behind.
     */
    boolean wantsAnother() {
        return failures >= ANOTHER_FAILURES_MIN && Integer.bitCount(failures) == 1;
    }

    /** Whether nothing has succeeded since the last failure. Any thread. */
    boolean isFailing() {
        return failures > 0;
    }

    /** Whether it is too early to try. */
    boolean isWaiting() {
        return failures > 0 && nanoTime.getAsLong() - untilNanos < 0;
    }
}
