package dev.penstock.expression;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.expression.syntax.Lexer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ExpressionAttributeNames and ExpressionAttributeValues of one request (or of one action of a
 * transaction), shared by all its expressions. Remembers which were used, so that the unused can be
 * refused at the end. Belongs to one thread.
 */
public final class ExpressionContext {
    /** A placeholder with its mark, in characters. */
    @Limit(
            of = "a placeholder, # or : included",
            unit = "characters",
            beyond = "`ValidationException`: Expression substitution variable is too long")
    public static final int PLACEHOLDER_LENGTH_MAX = 255;

    private final Map<String, String> names;
    private final Map<String, byte[]> values;
    private final KnownExpressions known;

    private final Set<String> usedNames = new HashSet<>();
    private final Set<String> usedValues = new HashSet<>();

    private ExpressionContext(
            Map<String, String> names, Map<String, byte[]> values, KnownExpressions known) {
        this.names = names;
        this.values = values;
        this.known = known;
    }

    /** A request without names and values, the first of its kind. */
    public static ExpressionContext none() {
        return none(new KnownExpressions());
    }

    /**
     * A request without names and values.
     *
     * @param known what was parsed before
     */
    public static ExpressionContext none(KnownExpressions known) {
        return new ExpressionContext(Map.of(), Map.of(), known);
    }

    /** The names and values of a request, the first of its kind. */
    public static ExpressionContext of(
            @Nullable Map<String, String> names, @Nullable Map<String, byte[]> values) {
        return of(names, values, new KnownExpressions());
    }

    /**
     * The names and values of a request.
     *
     * @param names placeholder {@code #x} to attribute name; null if the request has none
     * @param values placeholder {@code :x} to one encoded value, its type byte at 0; null if none
     * @param known what was parsed before
     * @throws RequestException if one is given but empty, or a key is no placeholder
     */
    public static ExpressionContext of(
            @Nullable Map<String, String> names,
            @Nullable Map<String, byte[]> values,
            KnownExpressions known) {
        if (names != null) {
            checkKeys("ExpressionAttributeNames", '#', names);
        }
        if (values != null) {
            checkKeys("ExpressionAttributeValues", ':', values);
        }
        return new ExpressionContext(
                names == null ? Map.of() : names, values == null ? Map.of() : values, known);
    }

    /** Refuses the request if a name or a value was given that no expression has used. */
    public void requireAllUsed() {
        if (usedNames.size() < names.size()) {
            throw unused("ExpressionAttributeNames", names.keySet(), usedNames);
        }
        if (usedValues.size() < values.size()) {
            throw unused("ExpressionAttributeValues", values.keySet(), usedValues);
        }
    }

    KnownExpressions known() {
        return known;
    }

    /** The attribute name behind a placeholder, which counts as used from now on. */
    @Nullable String name(String placeholder) {
        String name = names.get(placeholder);
        if (name != null) {
            usedNames.add(placeholder);
        }
        return name;
    }

    /** The encoded value behind a placeholder, which counts as used from now on. */
    byte @Nullable [] value(String placeholder) {
        byte[] value = values.get(placeholder);
        if (value != null) {
            usedValues.add(placeholder);
        }
        return value;
    }

    private static void checkKeys(String parameter, char mark, Map<String, ?> entries) {
        if (entries.isEmpty()) {
            throw RequestException.validation(parameter + " must not be empty");
        }
        for (String key : entries.keySet()) {
            if (!Lexer.isPlaceholder(key, mark)) {
                throw RequestException.validation(
                        parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
            }
            if (key.length() > PLACEHOLDER_LENGTH_MAX) {
                throw RequestException.validation(
                        parameter
                                + " contains invalid key: Expression substitution variable is too"
                                + " long; length: "
                                + key.length());
            }
        }
    }

    private static RequestException unused(String parameter, Set<String> given, Set<String> used) {
        List<String> unused = new ArrayList<>(given);
        unused.removeAll(used);
        return RequestException.validation(
                "Value provided in "
                        + parameter
                        + " unused in expressions: keys: {"
                        + String.join(", ", unused)
                        + "}");
    }
}
