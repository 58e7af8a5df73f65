package dev.penstock.model.language;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operand of a condition. */
public sealed interface Operand {
    record At(Path path) implements Operand {}

    record Literal(Value value) implements Operand {}

    record Size(Operand of) implements Operand {}

    /** The operand's value in an item; null if it has none there. */
    default @Nullable Value in(Map<String, Value> item) {
        return switch (this) {
            case At(Path path) -> path.find(item);
            case Literal(Value value) -> value;
            case Size(Operand of) -> {
                Value value = of.in(item);
                yield value == null ? null : size(value);
            }
        };
    }

    /** Strings have the length that Java gives them: DynamoDB counts UTF-16 units. */
    private static @Nullable Value size(Value value) {
        return switch (value) {
            case Value.Text(String text) -> Value.number(text.length());
            case Value.Bytes(String latin1) -> Value.number(latin1.length());
            case Value.Elements elements -> Value.number(elements.values().size());
            case Value.Fields fields -> Value.number(fields.values().size());
            case Value.Members members -> Value.number(members.values().size());
            case Value.Num number -> null;
            case Value.Bool bool -> null;
            case Value.Null nothing -> null;
        };
    }

    default void print(ExpressionText text) {
        switch (this) {
            case At(Path path) -> path.print(text);
            case Literal(Value value) -> text.value(value);
            case Size(Operand of) -> {
                text.add("size");
                text.symbol("(");
                of.print(text);
                text.symbol(")");
            }
        }
    }
}
