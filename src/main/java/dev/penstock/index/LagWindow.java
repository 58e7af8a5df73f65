package dev.penstock.index;

import java.util.Arrays;

/**
 * How far behind the indexes were lately: times of a turning window, counted by their size. One
 * thread records, any reads what it says about the window before.
 */
final class LagWindow {
    /*
     * Eight counts for each doubling: the answer is at most an eighth too large. Two windows take
     * turns: the one before is whole, and what is asked for.
     */
    private static final long WINDOW_MICROS = 10_000_000;
    private static final int STEP_BITS = 3;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int BUCKETS = Long.SIZE * STEPS;
    private static final int PERCENT = 100;
    private static final int P99 = 99;

    private final long[] counts = new long[BUCKETS];
    private long total;
    private long endMicros;

    /** Set by the recorder, read by any thread: of the last whole window. */
    private volatile long p99Micros;

    void record(long nowMicros, long lagMicros) {
        if (nowMicros >= endMicros) {
            p99Micros = total == 0 ? 0 : percentile();
            Arrays.fill(counts, 0);
            total = 0;
            endMicros = nowMicros + WINDOW_MICROS;
        }
        counts[bucket(Math.max(0, lagMicros))]++;
        total++;
    }

    long p99Micros() {
        return p99Micros;
    }

    private long percentile() {
        long wanted = Math.ceilDiv(total * P99, PERCENT);
        long seen = 0;
        int bucket = 0;
        while (seen + counts[bucket] < wanted) {
            seen += counts[bucket];
            bucket++;
        }
        return upperEnd(bucket);
    }

    private static int bucket(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
        int step = (int) (micros >>> doublings) & (STEPS - 1);
        return (doublings + 1) * STEPS + step;
    }

    /** The largest time of a bucket. */
    private static long upperEnd(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int doublings = bucket / STEPS - 1;
        long step = (long) STEPS + bucket % STEPS;
        return ((step + 1) << doublings) - 1;
    }
}
