package dev.penstock.expression;

import dev.penstock.error.RequestException;
import dev.penstock.expression.evaluation.BoundCondition;
import dev.penstock.expression.evaluation.BoundOperand;
import dev.penstock.expression.evaluation.BoundOperand.Literal;
import dev.penstock.expression.evaluation.BoundPath;
import dev.penstock.expression.syntax.Comparator;
import dev.penstock.expression.syntax.ExpressionKind;
import java.util.ArrayList;
import java.util.List;

/** Takes a bound condition apart into tests of single key attributes, joined by AND. */
final class KeyConditionBinder {
    private final List<KeyTest> tests = new ArrayList<>();

    private KeyConditionBinder() {}

    static KeyCondition keyCondition(BoundCondition condition) {
        var binder = new KeyConditionBinder();
        binder.collect(condition);
        return new KeyCondition(binder.tests);
    }

    private void collect(BoundCondition condition) {
        switch (condition) {
            case BoundCondition.And and -> {
                collect(and.left());
                collect(and.right());
            }
            case BoundCondition.Comparison comparison -> comparison(comparison);
            case BoundCondition.Between between -> between(between);
            case BoundCondition.BeginsWith beginsWith -> beginsWith(beginsWith);
            case BoundCondition.Or or -> throw invalidOperator("OR");
            case BoundCondition.Not not -> throw invalidOperator("NOT");
            case BoundCondition.In in -> throw invalidOperator("IN");
            case BoundCondition.Exists exists -> throw invalidOperator("attribute_exists");
            case BoundCondition.NotExists exists -> throw invalidOperator("attribute_not_exists");
            case BoundCondition.HasType hasType -> throw invalidOperator("attribute_type");
            case BoundCondition.Contains contains -> throw invalidOperator("contains");
            case BoundCondition.All all -> all.conditions().forEach(this::collect);
            case BoundCondition.Any any -> throw invalidOperator("OR");
        }
    }

    private void comparison(BoundCondition.Comparison comparison) {
        requireNoFunction(comparison.left());
        requireNoFunction(comparison.right());
        if (comparison.comparator() == Comparator.NE) {
            throw invalidOperator("<>");
        }
        if (comparison.left() instanceof BoundPath path) {
            add(path, operator(comparison.comparator()), List.of(literal(comparison.right())));
        } else if (comparison.right() instanceof BoundPath path) {
            var mirrored = operator(comparison.comparator().mirrored());
            add(path, mirrored, List.of(literal(comparison.left())));
        } else {
            throw invalidCondition("No key attribute specified");
        }
    }

    private void between(BoundCondition.Between between) {
        requireNoFunction(between.operand());
        requireNoFunction(between.lower());
        requireNoFunction(between.upper());
        if (!(between.operand() instanceof BoundPath path)) {
            throw notFirst("BETWEEN", between.lower(), between.upper());
        }
        var bounds = List.of(literal(between.lower()), literal(between.upper()));
        add(path, KeyTest.Operator.BETWEEN, bounds);
    }

    private void beginsWith(BoundCondition.BeginsWith beginsWith) {
        requireNoFunction(beginsWith.operand());
        requireNoFunction(beginsWith.prefix());
        if (!(beginsWith.operand() instanceof BoundPath path)) {
            throw notFirst("begins_with", beginsWith.prefix(), beginsWith.prefix());
        }
        add(path, KeyTest.Operator.BEGINS_WITH, List.of(literal(beginsWith.prefix())));
    }

    private void add(BoundPath path, KeyTest.Operator operator, List<byte[]> operands) {
        if (path.length() > 1) {
            throw invalid("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        for (var test : tests) {
            if (test.attribute().equals(path.attribute())) {
                throw invalid("KeyConditionExpressions must only contain one condition per key");
            }
        }
        tests.add(new KeyTest(path.attribute(), operator, operands));
    }

    private static byte[] literal(BoundOperand operand) {
        if (operand instanceof Literal literal) {
            return literal.value();
        }
        throw invalidCondition("Multiple attribute names used in one condition");
    }

    private static void requireNoFunction(BoundOperand operand) {
        if (operand instanceof BoundOperand.Size) {
            throw invalidOperator(Function.SIZE.text());
        }
    }

    private static KeyTest.Operator operator(Comparator comparator) {
        return KeyTest.Operator.valueOf(comparator.name());
    }

    private static RequestException notFirst(
            String operator, BoundOperand second, BoundOperand third) {
        boolean hasAttribute = second instanceof BoundPath || third instanceof BoundPath;
        return invalidCondition(
                hasAttribute
                        ? operator + " operator must have the key attribute as its first operand"
                        : "No key attribute specified");
    }

    private static RequestException invalidOperator(String operator) {
        return invalid("Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static RequestException invalidCondition(String what) {
        return invalid("Invalid condition in KeyConditionExpression: " + what);
    }

    private static RequestException invalid(String what) {
        return ExpressionKind.KEY_CONDITION.invalid(what);
    }
}
