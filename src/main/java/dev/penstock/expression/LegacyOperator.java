package dev.penstock.expression;

import dev.penstock.error.RequestException;
import dev.penstock.expression.evaluation.BoundCondition;
import dev.penstock.expression.evaluation.BoundOperand;
import dev.penstock.expression.evaluation.BoundOperand.Literal;
import dev.penstock.expression.evaluation.BoundPath;
import dev.penstock.expression.syntax.Comparator;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ValueBytes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The comparison operators of the parameters from before expressions: how many values each takes,
 * of which types, and the condition that it means.
 */
enum LegacyOperator {
    EQ(1),
    NE(1),
    LE(1),
    LT(1),
    GE(1),
    GT(1),
    BETWEEN(2),
    IN(LegacyOperator.AT_LEAST_ONE),
    NOT_NULL(0),
    NULL(0),
    CONTAINS(1),
    NOT_CONTAINS(1),
    BEGINS_WITH(1);

    private static final int AT_LEAST_ONE = -1;

    private static final class Types {
        static final Set<AttributeType> ANY = EnumSet.allOf(AttributeType.class);
        static final Set<AttributeType> ORDERED =
                EnumSet.of(AttributeType.S, AttributeType.N, AttributeType.B);
        static final Set<AttributeType> SCALAR =
                EnumSet.of(
                        AttributeType.S,
                        AttributeType.N,
                        AttributeType.B,
                        AttributeType.BOOL,
                        AttributeType.NULL);
        static final Set<AttributeType> BEGINNING = EnumSet.of(AttributeType.S, AttributeType.B);
    }

    private final int valueCount;

    LegacyOperator(int valueCount) {
        this.valueCount = valueCount;
    }

    /** Whether it may do without any value. */
    boolean takesNoValue() {
        return valueCount == 0;
    }

    /** The condition that the attribute and the values satisfy this operator. */
    BoundCondition condition(String attribute, List<byte[]> values) {
        check(values);
        var path = BoundPath.ofAttribute(attribute);
        return switch (this) {
            case EQ, NE, LE, LT, GE, GT ->
                    new BoundCondition.Comparison(
                            Comparator.valueOf(name()), path, literal(values, 0));
            case BETWEEN ->
                    new BoundCondition.Between(path, literal(values, 0), literal(values, 1));
            case IN -> new BoundCondition.In(path, literals(values));
            case NOT_NULL -> new BoundCondition.Exists(path);
            case NULL -> new BoundCondition.NotExists(path);
            case CONTAINS -> new BoundCondition.Contains(path, literal(values, 0));
            case NOT_CONTAINS ->
                    new BoundCondition.Not(new BoundCondition.Contains(path, literal(values, 0)));
            case BEGINS_WITH -> new BoundCondition.BeginsWith(path, literal(values, 0));
        };
    }

    /** The same as a test of a key attribute. */
    KeyTest keyTest(String attribute, List<byte[]> values) {
        check(values);
        return switch (this) {
            case EQ, LE, LT, GE, GT, BETWEEN, BEGINS_WITH ->
                    new KeyTest(attribute, KeyTest.Operator.valueOf(name()), values);
            case NE, IN, NOT_NULL, NULL, CONTAINS, NOT_CONTAINS ->
                    throw RequestException.validation(
                            "Attempted conditional constraint is not an indexable operation");
        };
    }

    private void check(List<byte[]> values) {
        boolean fits = valueCount == AT_LEAST_ONE ? !values.isEmpty() : values.size() == valueCount;
        if (!fits) {
            throw invalid("Invalid number of argument(s) for the " + this + " ComparisonOperator");
        }
        for (byte[] value : values) {
            var type = ValueBytes.type(value, 0);
            if (!types().contains(type)) {
                throw invalid(
                        "ComparisonOperator "
                                + this
                                + " is not valid for "
                                + type
                                + " AttributeValue type");
            }
            if (type != ValueBytes.type(values.getFirst(), 0)) {
                throw invalid(
                        "AttributeValues inside AttributeValueList must all be of the same type");
            }
        }
        if (this == BETWEEN && ValueBytes.compare(values.getFirst(), 0, values.getLast(), 0) > 0) {
            throw RequestException.validation(
                    "The BETWEEN condition was provided a range where the lower bound is greater"
                            + " than the upper bound");
        }
    }

    private Set<AttributeType> types() {
        return switch (this) {
            case EQ, NE, NOT_NULL, NULL -> Types.ANY;
            case LE, LT, GE, GT, BETWEEN, IN -> Types.ORDERED;
            case CONTAINS, NOT_CONTAINS -> Types.SCALAR;
            case BEGINS_WITH -> Types.BEGINNING;
        };
    }

    private static Literal literal(List<byte[]> values, int index) {
        return new Literal(values.get(index));
    }

    private static List<BoundOperand> literals(List<byte[]> values) {
        List<BoundOperand> literals = new ArrayList<>(values.size());
        for (byte[] value : values) {
            literals.add(new Literal(value));
        }
        return List.copyOf(literals);
    }

    private static RequestException invalid(String what) {
        return RequestException.validation("One or more parameter values were invalid: " + what);
    }
}
