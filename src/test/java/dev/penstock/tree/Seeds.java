package dev.penstock.tree;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/** Seeds of random tests; {@code -Dtest.seed=N} runs one of them again. */
final class Seeds {
    private Seeds() {}

    /** Runs a test with fresh seeds and names the one that failed. */
    static void run(int count, LongConsumer test) {
        Long fixed = Long.getLong("test.seed");
        if (fixed != null) {
            test.accept(fixed);
            return;
        }
        var seeds = new SplittableRandom();
        for (int i = 0; i < count; i++) {
            long seed = seeds.nextLong();
            try {
                test.accept(seed);
            } catch (Throwable failure) {
                throw new AssertionError("run again with -Dtest.seed=" + seed, failure);
            }
        }
    }
}
