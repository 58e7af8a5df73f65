package dev.penstock.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an operator can change. Its name is contract: never rename one.
 *
 * @param name the system property, {@code penstock.} included
 * @param defaultText what stands for it when nobody says otherwise
 * @param purpose for docs/configuration.md: what it does, and what happens at its limit
 */
record Setting<T>(String name, String defaultText, ValueType<T> type, String purpose) {
    static final String PREFIX = "penstock.";
    static final String ENVIRONMENT_PREFIX = "PENSTOCK_";

    Setting {
        if (!name.startsWith(PREFIX)) {
            throw new IllegalArgumentException(name);
        }
    }

    /**
     * By name. A record's own comparison is put together at run time, which each start waits for.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Setting<?> setting && name.equals(setting.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** {@code PENSTOCK_MANAGEMENT_PORT} for {@code penstock.management.port}. */
    String environmentName() {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** {@code --management-port} for {@code penstock.management.port}. */
    String optionName() {
        return "--" + name.substring(PREFIX.length()).replace('.', '-');
    }

    /**
     * @param source how the operator named it, for the sentence about a value that is not allowed
     */
    T parse(String source, String text) {
        try {
            return type.parse().apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StartFailure(
                    ExitCode.BAD_SETTING,
                    "%s is '%s', but must be %s".formatted(source, text, type.range()));
        }
    }
}
