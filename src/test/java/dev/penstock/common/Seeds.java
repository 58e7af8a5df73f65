package dev.penstock.common;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Seeds for random tests, as a {@code MethodSource}: {@code dev.penstock.common.Seeds#some}. The
 * seed is the parameter and so stands in the test's name; {@code -Dtest.seed=N} runs one again,
 * {@code -Dtest.seeds=N} sets how many.
 */
public final class Seeds {
    private static final int COUNT_DEFAULT = 20;

    private Seeds() {}

    public static LongStream some() {
        Long fixed = Long.getLong("test.seed");
        int count = Objects.requireNonNull(Integer.getInteger("test.seeds", COUNT_DEFAULT));
        return fixed != null ? LongStream.of(fixed) : new SplittableRandom().longs(count);
    }
}
