package dev.penstock.tree;

/**
 * A range of the unsigned 64-bit hash space, both ends included: what one segment of a parallel
 * scan reads.
 */
public record HashRange(long first, long last) {
    /** The whole hash space. */
    public static final HashRange ALL = new HashRange(0, -1L);

    public HashRange {
        if (Long.compareUnsigned(first, last) > 0) {
            throw new IllegalArgumentException("hash range is empty");
        }
    }

    /**
     * Segment {@code index} of {@code count} equal ones. A hash lies in segment {@code
     * Math.unsignedMultiplyHigh(hash, count)}.
     */
    public static HashRange segment(int index, int count) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("segment " + index + " of " + count);
        }
        long last = index == count - 1 ? -1L : firstOf(index + 1, count) - 1;
        return new HashRange(firstOf(index, count), last);
    }

    public boolean contains(long hash) {
        return Long.compareUnsigned(first, hash) <= 0 && Long.compareUnsigned(hash, last) <= 0;
    }

    /** The least hash of a segment, ceil(index * 2^64 / count), by long division in base 2^32. */
    private static long firstOf(int index, int count) {
        long high = ((long) index << 32) / count;
        long highRest = ((long) index << 32) % count;
        long low = (highRest << 32) / count;
        long lowRest = (highRest << 32) % count;
        return (high << 32 | low) + (lowRest > 0 ? 1 : 0);
    }
}
