package dev.penstock.model.language;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A condition or filter: prints itself, and judges an item. */
public sealed interface Condition {
    record And(Condition left, Condition right) implements Condition {}

    record Or(Condition left, Condition right) implements Condition {}

    record Not(Condition condition) implements Condition {}

    /** Between parentheses that change nothing. */
    record Group(Condition condition) implements Condition {}

    record Comparison(Operand left, String comparator, Operand right) implements Condition {}

    record Between(Operand operand, Operand lower, Operand upper) implements Condition {}

    record In(Operand operand, List<Operand> candidates) implements Condition {}

    record Exists(Path path) implements Condition {}

    record NotExists(Path path) implements Condition {}

    record HasType(Path path, String type) implements Condition {}

    record BeginsWith(Operand operand, Operand prefix) implements Condition {}

    record Contains(Operand operand, Operand part) implements Condition {}

    default boolean holds(Map<String, Value> item) {
        return switch (this) {
            case And(Condition left, Condition right) -> left.holds(item) && right.holds(item);
            case Or(Condition left, Condition right) -> left.holds(item) || right.holds(item);
            case Not(Condition condition) -> !condition.holds(item);
            case Group(Condition condition) -> condition.holds(item);
            case Comparison(Operand left, String comparator, Operand right) ->
                    compares(left.in(item), comparator, right.in(item));
            case Between(Operand operand, Operand lower, Operand upper) ->
                    compares(operand.in(item), ">=", lower.in(item))
                            && compares(operand.in(item), "<=", upper.in(item));
            case In(Operand operand, List<Operand> candidates) ->
                    candidates.stream()
                            .anyMatch(one -> compares(operand.in(item), "=", one.in(item)));
            case Exists(Path path) -> path.find(item) != null;
            case NotExists(Path path) -> path.find(item) == null;
            case HasType(Path path, String type) -> {
                Value value = path.find(item);
                yield value != null && value.type().equals(type);
            }
            case BeginsWith(Operand operand, Operand prefix) ->
                    beginsWith(operand.in(item), prefix.in(item));
            case Contains(Operand operand, Operand part) ->
                    contains(operand.in(item), part.in(item));
        };
    }

    private static boolean compares(
            @Nullable Value left, String comparator, @Nullable Value right) {
        if (left == null || right == null || !left.type().equals(right.type())) {
            return comparator.equals("<>");
        }
        if (comparator.equals("=") || comparator.equals("<>")) {
            return left.equals(right) == comparator.equals("=");
        }
        if (!left.isOrdered()) {
            return false;
        }
        int order = left.compareWith(right);
        return switch (comparator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException(comparator);
        };
    }

    private static boolean beginsWith(@Nullable Value value, @Nullable Value prefix) {
        if (value instanceof Value.Text(String text)
                && prefix instanceof Value.Text(String begin)) {
            return text.startsWith(begin);
        }
        return value instanceof Value.Bytes(String bytes)
                && prefix instanceof Value.Bytes(String begin)
                && bytes.startsWith(begin);
    }

    private static boolean contains(@Nullable Value value, @Nullable Value part) {
        if (value == null || part == null) {
            return false;
        }
        return switch (value) {
            case Value.Text(String text) ->
                    part instanceof Value.Text(String inner) && text.contains(inner);
            case Value.Bytes(String bytes) ->
                    part instanceof Value.Bytes(String inner) && bytes.contains(inner);
            case Value.Elements elements -> elements.values().contains(part);
            case Value.Members members -> members.values().contains(part);
            case Value.Num number -> false;
            case Value.Fields fields -> false;
            case Value.Bool bool -> false;
            case Value.Null nothing -> false;
        };
    }

    default void print(ExpressionText text) {
        switch (this) {
            case And(Condition left, Condition right) -> {
                printInside(left, left instanceof Or, text);
                text.keyword("AND");
                printInside(right, right instanceof Or, text);
            }
            case Or(Condition left, Condition right) -> {
                left.print(text);
                text.keyword("OR");
                right.print(text);
            }
            case Not(Condition condition) -> {
                text.keyword("NOT");
                boolean weaker = condition instanceof Or || condition instanceof And;
                printInside(condition, weaker, text);
            }
            case Group(Condition condition) -> printInside(condition, true, text);
            case Comparison(Operand left, String comparator, Operand right) -> {
                left.print(text);
                text.symbol(comparator);
                right.print(text);
            }
            case Between(Operand operand, Operand lower, Operand upper) -> {
                operand.print(text);
                text.keyword("BETWEEN");
                lower.print(text);
                text.keyword("AND");
                upper.print(text);
            }
            case In(Operand operand, List<Operand> candidates) -> {
                operand.print(text);
                text.keyword("IN");
                printList(candidates, text);
            }
            case Exists(Path path) -> call("attribute_exists", text, new Operand.At(path));
            case NotExists(Path path) -> call("attribute_not_exists", text, new Operand.At(path));
            case HasType(Path path, String type) ->
                    call(
                            "attribute_type",
                            text,
                            new Operand.At(path),
                            new Operand.Literal(new Value.Text(type)));
            case BeginsWith(Operand operand, Operand prefix) ->
                    call("begins_with", text, operand, prefix);
            case Contains(Operand operand, Operand part) -> call("contains", text, operand, part);
        }
    }

    private static void printInside(Condition inner, boolean parentheses, ExpressionText text) {
        text.add(parentheses ? "(" : "");
        inner.print(text);
        text.add(parentheses ? ")" : "");
    }

    private static void call(String function, ExpressionText text, Operand... operands) {
        text.add(function);
        printList(List.of(operands), text);
    }

    private static void printList(List<Operand> operands, ExpressionText text) {
        text.add("(");
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) {
                text.symbol(",");
            }
            operands.get(i).print(text);
        }
        text.add(")");
    }

    /** The attributes that the condition's paths begin with. */
    default Set<String> attributes() {
        var names = new TreeSet<String>();
        collect(names);
        return names;
    }

    private void collect(Set<String> names) {
        switch (this) {
            case And(Condition left, Condition right) -> {
                left.collect(names);
                right.collect(names);
            }
            case Or(Condition left, Condition right) -> {
                left.collect(names);
                right.collect(names);
            }
            case Not(Condition condition) -> condition.collect(names);
            case Group(Condition condition) -> condition.collect(names);
            case Comparison(Operand left, String comparator, Operand right) ->
                    collect(names, left, right);
            case Between(Operand operand, Operand lower, Operand upper) ->
                    collect(names, operand, lower, upper);
            case In(Operand operand, List<Operand> candidates) -> {
                collect(names, operand);
                candidates.forEach(candidate -> collect(names, candidate));
            }
            case Exists(Path path) -> names.add(path.attribute());
            case NotExists(Path path) -> names.add(path.attribute());
            case HasType(Path path, String type) -> names.add(path.attribute());
            case BeginsWith(Operand operand, Operand prefix) -> collect(names, operand, prefix);
            case Contains(Operand operand, Operand part) -> collect(names, operand, part);
        }
    }

    private static void collect(Set<String> names, Operand... operands) {
        for (Operand operand : operands) {
            switch (operand) {
                case Operand.At(Path path) -> names.add(path.attribute());
                case Operand.Size(Operand of) -> collect(names, of);
                case Operand.Literal literal -> {
                    // Reads no attribute.
                }
            }
        }
    }
}
