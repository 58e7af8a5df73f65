package dev.penstock.tree;

import java.util.Arrays;

/**
 * Arrays used as short lists whose count is kept elsewhere. {@code newLength} 0 means: work in
 * place; otherwise the result is a new array of that length and the old one is left as it was.
 */
final class Slots {
    /** Stands for "not kept in this tree": every operation returns it unchanged. */
    static final long[] NO_LONGS = {};

    /** Stands for "not kept in this tree": every operation returns it unchanged. */
    static final int[] NO_INTS = {};

    /** Stands for "not kept in this tree": every operation returns it unchanged. */
    static final byte[][] NO_IMAGES = {};

    private Slots() {}

    @SuppressWarnings("ReferenceEquality") // Empty arrays of a tree that keeps them are others.
    static boolean areNone(Object[] slots) {
        return slots == NO_IMAGES;
    }

    @SuppressWarnings("ReferenceEquality") // Empty arrays of a tree that keeps them are others.
    static boolean areNone(long[] slots) {
        return slots == NO_LONGS;
    }

    @SuppressWarnings("ReferenceEquality") // Empty arrays of a tree that keeps them are others.
    static boolean areNone(int[] slots) {
        return slots == NO_INTS;
    }

    /** Opens a gap at {@code at}. */
    static long[] open(long[] slots, int count, int at, int newLength) {
        if (areNone(slots)) {
            return slots;
        }
        long[] opened = newLength == 0 ? slots : Arrays.copyOf(slots, newLength);
        System.arraycopy(slots, at, opened, at + 1, count - at);
        return opened;
    }

    /** Opens a gap at {@code at}. */
    static int[] open(int[] slots, int count, int at, int newLength) {
        if (areNone(slots)) {
            return slots;
        }
        int[] opened = newLength == 0 ? slots : Arrays.copyOf(slots, newLength);
        System.arraycopy(slots, at, opened, at + 1, count - at);
        return opened;
    }

    /** Opens a gap at {@code at}. */
    static <T> T[] open(T[] slots, int count, int at, int newLength) {
        if (areNone(slots)) {
            return slots;
        }
        T[] opened = newLength == 0 ? slots : Arrays.copyOf(slots, newLength);
        System.arraycopy(slots, at, opened, at + 1, count - at);
        return opened;
    }

    /** Closes the gap that the slot at {@code at} leaves. */
    static long[] close(long[] slots, int count, int at, int newLength) {
        if (areNone(slots)) {
            return slots;
        }
        long[] closed = newLength == 0 ? slots : Arrays.copyOf(slots, newLength);
        System.arraycopy(slots, at + 1, closed, at, count - at - 1);
        return closed;
    }

    /** Closes the gap that the slot at {@code at} leaves. */
    static int[] close(int[] slots, int count, int at, int newLength) {
        if (areNone(slots)) {
            return slots;
        }
        int[] closed = newLength == 0 ? slots : Arrays.copyOf(slots, newLength);
        System.arraycopy(slots, at + 1, closed, at, count - at - 1);
        return closed;
    }

    /** Closes the gap that the slot at {@code at} leaves. */
    static <T> T[] close(T[] slots, int count, int at, int newLength) {
        if (areNone(slots)) {
            return slots;
        }
        T[] closed = newLength == 0 ? slots : Arrays.copyOf(slots, newLength);
        System.arraycopy(slots, at + 1, closed, at, count - at - 1);
        return closed;
    }

    /** A new array with {@code [from, to)} of the old one. */
    static long[] part(long[] slots, int from, int to) {
        return areNone(slots) ? slots : Arrays.copyOfRange(slots, from, to);
    }

    /** A new array with {@code [from, to)} of the old one. */
    static int[] part(int[] slots, int from, int to) {
        return areNone(slots) ? slots : Arrays.copyOfRange(slots, from, to);
    }

    /** A new array with {@code [from, to)} of the old one. */
    static byte[][] part(byte[][] slots, int from, int to) {
        return areNone(slots) ? slots : Arrays.copyOfRange(slots, from, to);
    }

    /** A new array: the first {@code count} of one, then the first {@code moreCount} of another. */
    static long[] join(long[] slots, int count, long[] more, int moreCount) {
        if (areNone(slots)) {
            return slots;
        }
        long[] joined = Arrays.copyOf(slots, count + moreCount);
        System.arraycopy(more, 0, joined, count, moreCount);
        return joined;
    }

    /** A new array: the first {@code count} of one, then the first {@code moreCount} of another. */
    static int[] join(int[] slots, int count, int[] more, int moreCount) {
        if (areNone(slots)) {
            return slots;
        }
        int[] joined = Arrays.copyOf(slots, count + moreCount);
        System.arraycopy(more, 0, joined, count, moreCount);
        return joined;
    }

    /** A new array: the first {@code count} of one, then the first {@code moreCount} of another. */
    static <T> T[] join(T[] slots, int count, T[] more, int moreCount) {
        if (areNone(slots)) {
            return slots;
        }
        T[] joined = Arrays.copyOf(slots, count + moreCount);
        System.arraycopy(more, 0, joined, count, moreCount);
        return joined;
    }
}
