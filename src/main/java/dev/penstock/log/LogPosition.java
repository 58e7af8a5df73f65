package dev.penstock.log;

/**
 * Where a change stands: sequence number of its commit and ordinal in it. Grows for ever, is never
 * reused.
 */
public record LogPosition(long sequence, int ordinal) implements Comparable<LogPosition> {
    @Override
    public int compareTo(LogPosition other) {
        int bySequence = Long.compare(sequence, other.sequence);
        return bySequence != 0 ? bySequence : Integer.compare(ordinal, other.ordinal);
    }
}
