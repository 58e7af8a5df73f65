package dev.penstock.log.chronicle;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/**
 * The file names that the queue gives its cycles: one per five minutes since 1970, in which our
 * clock stands still until a segment is full.
 */
final class SegmentName {
    static final long CYCLE_MILLIS = 300_000;

    private static final String SUFFIX = ".cq4";
    private static final String PREPARED_SUFFIX = ".precreated";
    private static final String PREPARING_SUFFIX = ".preparing";
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm'V'").withZone(ZoneOffset.UTC);

    private SegmentName() {}

    static String file(int segment) {
        return cycle(segment) + SUFFIX;
    }

    /** The name under which the queue looks for a file that it may use for this segment. */
    static String prepared(int segment) {
        return cycle(segment) + PREPARED_SUFFIX;
    }

    static String preparing(int segment) {
        return cycle(segment) + PREPARING_SUFFIX;
    }

    /** Whether a file was prepared, or half prepared, and never used. */
    static boolean isPrepared(String fileName) {
        return fileName.endsWith(PREPARED_SUFFIX) || fileName.endsWith(PREPARING_SUFFIX);
    }

    private static String cycle(int segment) {
        return FORMAT.format(Instant.ofEpochMilli(segment * CYCLE_MILLIS));
    }

    /** The segment that a file holds; empty if it is none. */
    static OptionalInt segment(String fileName) {
        if (!fileName.endsWith(SUFFIX)) {
            return OptionalInt.empty();
        }
        try {
            String cycle = fileName.substring(0, fileName.length() - SUFFIX.length());
            long minutes =
                    ChronoUnit.MINUTES.between(
                            LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
                            LocalDateTime.parse(cycle, FORMAT));
            return OptionalInt.of(Math.toIntExact(minutes * 60_000 / CYCLE_MILLIS));
        } catch (DateTimeException | ArithmeticException notOurs) {
            return OptionalInt.empty();
        }
    }
}
