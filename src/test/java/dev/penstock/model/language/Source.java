package dev.penstock.model.language;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What stands on the right-hand side of SET. */
public sealed interface Source {
    String MISSING =
            "The provided expression refers to an attribute that does not exist in the item";
    String WRONG_TYPE = "An operand in the update expression has an incorrect data type";
    BigDecimal NUMBER_MAX = new BigDecimal("9.9999999999999999999999999999999999999E+125");
    BigDecimal NUMBER_MIN = new BigDecimal("1E-130");
    int DIGITS_MAX = 38;

    record At(Path path) implements Source {}

    record Literal(Value value) implements Source {}

    record IfNotExists(Path path, Source otherwise) implements Source {}

    record ListAppend(Source first, Source second) implements Source {}

    /**
     * A sum or a difference.
     *
     * @param sign + or -
     */
    record Arithmetic(Source left, String sign, Source right) implements Source {}

    /** The value, read from the old item. */
    default Value in(Map<String, Value> old) {
        return switch (this) {
            case At(Path path) -> present(path.find(old));
            case Literal(Value value) -> value;
            case IfNotExists(Path path, Source otherwise) -> {
                Value value = path.find(old);
                yield value != null ? value : otherwise.in(old);
            }
            case ListAppend(Source first, Source second) -> {
                var both = new ArrayList<Value>();
                both.addAll(elements(first.in(old)).values());
                both.addAll(elements(second.in(old)).values());
                yield new Value.Elements(both);
            }
            case Arithmetic(Source left, String sign, Source right) -> {
                BigDecimal a = number(left.in(old));
                BigDecimal b = number(right.in(old));
                yield checked(sign.equals("+") ? a.add(b) : a.subtract(b));
            }
        };
    }

    private static Value present(@Nullable Value value) {
        if (value == null) {
            throw new ModelException(MISSING);
        }
        return value;
    }

    private static Value.Elements elements(Value value) {
        if (value instanceof Value.Elements elements) {
            return elements;
        }
        throw new ModelException(WRONG_TYPE);
    }

    static BigDecimal number(Value value) {
        if (value instanceof Value.Num(BigDecimal number)) {
            return number;
        }
        throw new ModelException(WRONG_TYPE);
    }

    /** A result as DynamoDB can store it; several things may be wrong with it at once. */
    static Value checked(BigDecimal result) {
        var value = new Value.Num(result);
        BigDecimal size = value.number().abs();
        var errors = new TreeSet<String>();
        if (value.number().precision() > DIGITS_MAX) {
            errors.add("more than 38 significant digits");
        }
        if (size.compareTo(NUMBER_MAX) > 0) {
            errors.add("Number overflow");
        }
        if (size.signum() > 0 && size.compareTo(NUMBER_MIN) < 0) {
            errors.add("Number underflow");
        }
        if (!errors.isEmpty()) {
            throw new ModelException(errors);
        }
        return value;
    }

    default void print(ExpressionText text) {
        switch (this) {
            case At(Path path) -> path.print(text);
            case Literal(Value value) -> text.value(value);
            case IfNotExists(Path path, Source otherwise) -> {
                text.add("if_not_exists(");
                path.print(text);
                text.symbol(",");
                otherwise.print(text);
                text.add(")");
            }
            case ListAppend(Source first, Source second) -> {
                text.add("list_append(");
                first.print(text);
                text.symbol(",");
                second.print(text);
                text.add(")");
            }
            case Arithmetic(Source left, String sign, Source right) -> {
                left.print(text);
                text.symbol(sign);
                right.print(text);
            }
        }
    }
}
