package dev.penstock.wire.json;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a request violates of the API model's constraints, and reports all of it at once, as
 * the service does:
 *
 * <pre>
 * 2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must
 * not be null; Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum
 * value set: [...]
 * </pre>
 *
 * <p>One for each request. A path is the member's name in lower camel case, with {@code .N.member.}
 * for the N-th element of a list, counted from 1. Constraints other than {@link #notNull} hold for
 * an absent value.
 */
public final class ModelConstraints {
    /** The service reports no more violations than this in one answer. */
    @Limit(
            of = "violations of the model in one answer",
            unit = "violations",
            beyond = "the rest is not reported")
    static final int REPORTED_MAX = 10;

    private @Nullable List<String> violations;

    public ModelConstraints notNull(String path, @Nullable Object value) {
        if (value == null) {
            add("null", path, "Member must not be null");
        }
        return this;
    }

    public ModelConstraints lengthAtLeast(String path, @Nullable String value, int min) {
        if (value != null && codePoints(value) < min) {
            violated(path, value, "Member must have length greater than or equal to " + min);
        }
        return this;
    }

    public ModelConstraints lengthAtMost(String path, @Nullable String value, int max) {
        if (value != null && codePoints(value) > max) {
            violated(path, value, "Member must have length less than or equal to " + max);
        }
        return this;
    }

    /** The length of a list or a map; {@code shown} is how the service prints the value. */
    public ModelConstraints countAtLeast(String path, Object shown, int count, int min) {
        if (count < min) {
            violated(path, shown, "Member must have length greater than or equal to " + min);
        }
        return this;
    }

    /** The length of a list or a map; {@code shown} is how the service prints the value. */
    public ModelConstraints countAtMost(String path, Object shown, int count, int max) {
        if (count > max) {
            violated(path, shown, "Member must have length less than or equal to " + max);
        }
        return this;
    }

    public ModelConstraints matches(String path, @Nullable String value, Pattern pattern) {
        if (value != null && !pattern.matcher(value).matches()) {
            violated(path, value, "Member must satisfy regular expression pattern: " + pattern);
        }
        return this;
    }

    /** The pattern of tables' and indexes' names, without the cost of a regular expression. */
    public ModelConstraints isName(String path, @Nullable String value) {
        if (value != null && !isName(value)) {
            violated(
                    path, value, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        }
        return this;
    }

    private static boolean isName(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letterOrDigit =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return !value.isEmpty();
    }

    /**
     * The member is an enumeration.
     *
     * @param allowed the values; the text lists them in this set's order
     */
    public ModelConstraints oneOf(String path, @Nullable String value, Set<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            violated(path, value, "Member must satisfy enum value set: " + allowed);
        }
        return this;
    }

    public ModelConstraints atLeast(String path, @Nullable Number value, long min) {
        if (value != null && value.longValue() < min) {
            violated(path, value, "Member must have value greater than or equal to " + min);
        }
        return this;
    }

    public ModelConstraints atMost(String path, @Nullable Number value, long max) {
        if (value != null && value.longValue() > max) {
            violated(path, value, "Member must have value less than or equal to " + max);
        }
        return this;
    }

    /**
     * Any other constraint.
     *
     * @param constraint the text behind "failed to satisfy constraint: "
     */
    public ModelConstraints violated(String path, Object value, String constraint) {
        add("'" + value + "'", path, constraint);
        return this;
    }

    private void add(String shown, String path, String constraint) {
        if (violations == null) {
            violations = new ArrayList<>();
        }
        if (violations.size() < REPORTED_MAX) {
            violations.add(
                    "Value %s at '%s' failed to satisfy constraint: %s"
                            .formatted(shown, path, constraint));
        }
    }

    /** Throws the {@code ValidationException} if any constraint was violated. */
    public void check() {
        if (violations != null) {
            var count = violations.size();
            throw RequestException.validation(
                    "%d validation error%s detected: %s"
                            .formatted(
                                    count, count == 1 ? "" : "s", String.join("; ", violations)));
        }
    }

    private static int codePoints(String value) {
        return value.codePointCount(0, value.length());
    }
}
