package dev.penstock.expression;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sort keys that a key condition selects: an interval of sort key payload bytes, compared
 * unsigned, shorter first. Every operator becomes one, {@code begins_with} too. Immutable; the
 * arrays must not be changed.
 */
public final class SortRange {
    /** Every sort key, and the one absent sort key of a table without one. */
    public static final SortRange ALL = new SortRange(null, true, null, true);

    private final byte @Nullable [] lower;
    private final boolean lowerInclusive;
    private final byte @Nullable [] upper;
    private final boolean upperInclusive;

    private SortRange(
            byte @Nullable [] lower,
            boolean lowerInclusive,
            byte @Nullable [] upper,
            boolean upperInclusive) {
        this.lower = lower;
        this.lowerInclusive = lowerInclusive;
        this.upper = upper;
        this.upperInclusive = upperInclusive;
    }

    public static SortRange exactly(byte[] payload) {
        return new SortRange(payload, true, payload, true);
    }

    public static SortRange between(byte[] lower, byte[] upper) {
        return new SortRange(lower, true, upper, true);
    }

    public static SortRange atLeast(byte[] payload) {
        return new SortRange(payload, true, null, true);
    }

    public static SortRange above(byte[] payload) {
        return new SortRange(payload, false, null, true);
    }

    public static SortRange atMost(byte[] payload) {
        return new SortRange(null, true, payload, true);
    }

    public static SortRange below(byte[] payload) {
        return new SortRange(null, true, payload, false);
    }

    /**
     * What lies between two places; the upper one is not in it.
     *
     * @param lower null: from the start
     * @param upper null: to the end
     */
    static SortRange from(byte @Nullable [] lower, byte @Nullable [] upper) {
        return new SortRange(lower, true, upper, false);
    }

    /** What begins with these bytes: from them up to the next string of the same length. */
    public static SortRange beginningWith(byte[] prefix) {
        return new SortRange(prefix, true, successor(prefix), false);
    }

    /** The smallest payload's bound, or null if there is none. */
    public byte @Nullable [] lower() {
        return lower;
    }

    public boolean isLowerInclusive() {
        return lowerInclusive;
    }

    /** The greatest payload's bound, or null if there is none. */
    public byte @Nullable [] upper() {
        return upper;
    }

    public boolean isUpperInclusive() {
        return upperInclusive;
    }

    /** Whether the payload bytes {@code [from, to)} lie in the interval. */
    public boolean contains(byte[] bytes, int from, int to) {
        return isNotBelow(bytes, from, to) && isNotAbove(bytes, from, to);
    }

    /** Whether the payload is beyond the lower bound: a walk downwards ends where it is not. */
    public boolean isNotBelow(byte[] bytes, int from, int to) {
        if (lower == null) {
            return true;
        }
        int order = Arrays.compareUnsigned(bytes, from, to, lower, 0, lower.length);
        return lowerInclusive ? order >= 0 : order > 0;
    }

    /** Whether the payload is within the upper bound: a walk upwards ends where it is not. */
    public boolean isNotAbove(byte[] bytes, int from, int to) {
        if (upper == null) {
            return true;
        }
        int order = Arrays.compareUnsigned(bytes, from, to, upper, 0, upper.length);
        return upperInclusive ? order <= 0 : order < 0;
    }

    /** The first string behind all that begin with these bytes; null if there is none. */
    static byte @Nullable [] successor(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return null;
    }
}
