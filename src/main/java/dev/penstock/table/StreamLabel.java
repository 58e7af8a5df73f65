package dev.penstock.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;

/** A stream's label: the time at which it was enabled, to the millisecond, in ISO 8601. */
public final class StreamLabel {
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSS")
                    .toFormatter(Locale.ROOT);

    private StreamLabel() {}

    /** The label of a time, microseconds since 1970; what is less than a millisecond is dropped. */
    public static String of(long micros) {
        var instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return FORMAT.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    /** The inverse of {@link #of}; empty if the text is no label. */
    public static OptionalLong micros(String label) {
        try {
            var instant = LocalDateTime.parse(label, FORMAT).toInstant(ZoneOffset.UTC);
            return OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
