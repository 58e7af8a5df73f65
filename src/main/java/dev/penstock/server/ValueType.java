package dev.penstock.server;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a setting's text may be.
 *
 * @param range for people: what is allowed, with its unit
 * @param parse throws IllegalArgumentException if the text is not allowed
 */
record ValueType<T>(String range, Function<String, T> parse) {
    private static final Pattern BYTES = Pattern.compile("(\\d{1,18})(B|KiB|MiB|GiB)?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    static ValueType<Integer> integer(int min, int max) {
        return new ValueType<>(
                min + " to " + max, text -> (int) between(min, max, Long.parseLong(text)));
    }

    /** A number of bytes: {@code 4194304}, {@code 4MiB}. */
    static ValueType<Long> bytes(String min, String max) {
        return new ValueType<>(
                min + " to " + max,
                text -> between(parseBytes(min), parseBytes(max), parseBytes(text)));
    }

    /** Like {@link #bytes}, or 0: what that stands for, the setting's purpose says. */
    static ValueType<Long> bytesOrZero(String min, String max) {
        ValueType<Long> bytes = bytes(min, max);
        return new ValueType<>(
                "0, or " + bytes.range,
                text -> text.equals("0") ? Long.valueOf(0) : bytes.parse.apply(text));
    }

    /** A time: {@code 500ms}, {@code 30s}, {@code 10m}. */
    static ValueType<Duration> duration(String min, String max) {
        return new ValueType<>(
                min + " to " + max,
                text -> {
                    long millis =
                            between(
                                    parseDuration(min).toMillis(),
                                    parseDuration(max).toMillis(),
                                    parseDuration(text).toMillis());
                    return Duration.ofMillis(millis);
                });
    }

    static ValueType<Boolean> flag() {
        return new ValueType<>(
                "`true` or `false`",
                text ->
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new IllegalArgumentException(text);
                        });
    }

    static ValueType<Path> directory() {
        return new ValueType<>(
                "a directory; made if it is missing",
                text -> {
                    if (text.isBlank()) {
                        throw new IllegalArgumentException(text);
                    }
                    return Path.of(text);
                });
    }

    static ValueType<String> text(String range, String regex) {
        var pattern = Pattern.compile(regex);
        return new ValueType<>(
                range,
                text -> {
                    if (!pattern.matcher(text).matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                });
    }

    private static long between(long min, long max, long value) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(Long.toString(value));
        }
        return value;
    }

    private static long parseBytes(String text) {
        var matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String unit = matcher.group(2);
        int shift =
                switch (unit == null ? "B" : unit) {
                    case "KiB" -> 10;
                    case "MiB" -> 20;
                    case "GiB" -> 30;
                    default -> 0;
                };
        return new BigInteger(matcher.group(1)).shiftLeft(shift).longValueExact();
    }

    private static Duration parseDuration(String text) {
        var matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
