package dev.penstock.reliability.crash;

import java.util.Comparator;

/** A segment of the log: which of which epoch. */
record LogPlace(int epoch, int segment) implements Comparable<LogPlace> {
    static final LogPlace NONE = new LogPlace(0, 0);

    private static final Comparator<LogPlace> ORDER =
            Comparator.comparingInt(LogPlace::epoch).thenComparingInt(LogPlace::segment);

    @Override
    public int compareTo(LogPlace other) {
        return ORDER.compare(this, other);
    }

    boolean isBehind(LogPlace other) {
        return compareTo(other) > 0;
    }
}
