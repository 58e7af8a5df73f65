package dev.penstock.expression.syntax;

import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an expression that parses. DynamoDB reports one error, chosen by its category
 * first and by its place in the text second; so each category keeps its first error until the whole
 * expression was looked at. Belongs to one thread.
 */
public final class Findings {
    /** In the order in which they are reported. */
    public enum Category {
        PARENTHESES,
        FUNCTION,
        SECTION,
        RESERVED_WORD,
        PATH,
        OPERAND_COUNT,
        OPERATOR_COUNT,
        UNDEFINED_NAME,
        UNDEFINED_VALUE,
        OPERAND,
        DISTINCT,
        BOUNDS,
        OVERLAP
    }

    private final ExpressionKind kind;
    private @Nullable EnumMap<Category, String> first;

    public Findings(ExpressionKind kind) {
        this.kind = kind;
    }

    public ExpressionKind kind() {
        return kind;
    }

    public void add(Category category, String what) {
        if (first == null) {
            first = new EnumMap<>(Category.class);
        }
        first.putIfAbsent(category, what);
    }

    /** Whether nothing is wrong so far. */
    public boolean isEmpty() {
        return first == null;
    }

    /** Throws the error of the foremost category that has one. */
    public void throwFirst() {
        if (first != null) {
            throw kind.invalid(first.values().iterator().next());
        }
    }
}
