package dev.penstock.stream;

import dev.penstock.log.LogEnd;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stands in all streams, and how clients name it: commit time, sequence number of
 * the commit, ordinal of the change. The time is there so that every boundary in time is a sequence
 * number too, and needs no table; it grows strictly from batch to batch, so the order is the log's.
 *
 * @param micros commit time
 * @param sequence of the commit; 0 stands before all of them
 * @param ordinal of the change in its commit
 */
public record StreamPosition(long micros, long sequence, int ordinal)
        implements Comparable<StreamPosition> {
    private static final int MICROS_DIGITS = 17;
    private static final int SEQUENCE_DIGITS = 17;
    private static final int ORDINAL_DIGITS = 4;

    /** Ordinals that the text has room for. */
    private static final int ORDINAL_MAX = 9_999;

    private static final long DIGITS_17_MAX = 99_999_999_999_999_999L;

    /** A first digit that is never 0, then all three in fixed digits: numbers compare as texts. */
    private static final Pattern NUMBER = Pattern.compile("1(\\d{17})(\\d{17})(\\d{4})");

    /** Before everything that was committed at this time or later. */
    static StreamPosition atTime(long micros) {
        return new StreamPosition(micros, 0, 0);
    }

    /** Behind everything that was committed before this time. */
    static StreamPosition lastBefore(long micros) {
        return new StreamPosition(micros - 1, DIGITS_17_MAX, ORDINAL_MAX);
    }

    /** Behind everything up to the end of a batch. */
    static StreamPosition behind(LogEnd end) {
        return new StreamPosition(end.commitMicros(), end.sequence() + 1, 0);
    }

    /**
     * Behind everything up to the end of a batch: the last place that its last commit could have.
     */
    public static StreamPosition lastOf(LogEnd end) {
        return new StreamPosition(end.commitMicros(), end.sequence(), ORDINAL_MAX);
    }

    /** A place before this one, such that whoever goes on behind it comes here. */
    public StreamPosition previous() {
        if (ordinal > 0) {
            return new StreamPosition(micros, sequence, ordinal - 1);
        }
        // Before all commits of this time there is nothing of this time to come past.
        return sequence == 0 ? this : new StreamPosition(micros, sequence - 1, ORDINAL_MAX);
    }

    /** Behind this one, and before any other. */
    public StreamPosition next() {
        return new StreamPosition(micros, sequence, ordinal + 1);
    }

    static StreamPosition max(StreamPosition a, StreamPosition b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** DynamoDB's SequenceNumber: 39 digits. */
    public String toNumber() {
        // Every record of every reader has one or two of them: no formatter.
        var text = new StringBuilder(1 + MICROS_DIGITS + SEQUENCE_DIGITS + ORDINAL_DIGITS);
        text.append('1');
        append(text, micros, MICROS_DIGITS);
        append(text, sequence, SEQUENCE_DIGITS);
        append(text, ordinal, ORDINAL_DIGITS);
        return text.toString();
    }

    private static void append(StringBuilder text, long value, int digits) {
        String plain = Long.toString(value);
        text.repeat('0', Math.max(0, digits - plain.length())).append(plain);
    }

    /** The inverse of {@link #toNumber}; null if no record could have the number. */
    public static @Nullable StreamPosition ofNumber(String number) {
        var parts = NUMBER.matcher(number);
        return parts.matches()
                ? new StreamPosition(
                        Long.parseLong(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        Integer.parseInt(parts.group(3)))
                : null;
    }

    @Override
    public int compareTo(StreamPosition other) {
        int order = Long.compare(micros, other.micros);
        if (order == 0) {
            order = Long.compare(sequence, other.sequence);
        }
        return order != 0 ? order : Integer.compare(ordinal, other.ordinal);
    }
}
