package dev.penstock.expression;

import dev.penstock.common.Limit;
import dev.penstock.expression.evaluation.BoundCondition;
import dev.penstock.expression.evaluation.BoundOperand;
import dev.penstock.expression.evaluation.BoundOperand.Literal;
import dev.penstock.expression.evaluation.BoundPath;
import dev.penstock.expression.evaluation.Comparisons;
import dev.penstock.expression.syntax.ConditionNode;
import dev.penstock.expression.syntax.Findings;
import dev.penstock.expression.syntax.Findings.Category;
import dev.penstock.expression.syntax.Operand;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds conditions, filters and key conditions. */
final class ConditionBinder extends OperandBinder {
    /** Operands behind IN. */
    @Limit(
            of = "operands behind IN",
            unit = "operands",
            beyond = "`ValidationException`: The IN operator is provided with too many operands")
    static final int IN_OPERANDS_MAX = 100;

    private static final Set<AttributeType> ORDERED =
            EnumSet.of(AttributeType.S, AttributeType.N, AttributeType.B);
    private static final Set<AttributeType> BEGINNING =
            EnumSet.of(AttributeType.S, AttributeType.B);
    private static final Set<AttributeType> WITHOUT_SIZE =
            EnumSet.of(AttributeType.N, AttributeType.BOOL, AttributeType.NULL);
    private static final Set<AttributeType> SIZED =
            EnumSet.complementOf(EnumSet.copyOf(WITHOUT_SIZE));
    private static final Set<AttributeType> CONTAINING =
            EnumSet.of(
                    AttributeType.S,
                    AttributeType.B,
                    AttributeType.L,
                    AttributeType.SS,
                    AttributeType.NS,
                    AttributeType.BS);
    private static final String ANY_TYPE = "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";

    ConditionBinder(ExpressionContext context, Findings findings) {
        super(context, findings);
    }

    BoundCondition condition(ConditionNode node) {
        return switch (node) {
            case ConditionNode.Or or ->
                    new BoundCondition.Or(condition(or.left()), condition(or.right()));
            case ConditionNode.And and ->
                    new BoundCondition.And(condition(and.left()), condition(and.right()));
            case ConditionNode.Not not -> new BoundCondition.Not(condition(not.condition()));
            case ConditionNode.Comparison comparison -> comparison(comparison);
            case ConditionNode.Between between -> between(between);
            case ConditionNode.In in -> in(in);
            case ConditionNode.Test test -> test(test.call());
        };
    }

    private BoundCondition comparison(ConditionNode.Comparison node) {
        var symbol = node.comparator().symbol();
        var left = operand(node.left());
        var right = operand(node.right());
        if (node.comparator().isOrder()) {
            requireType(symbol, left, ORDERED);
            requireType(symbol, right, ORDERED);
        }
        requireDistinct(symbol, left, right);
        return new BoundCondition.Comparison(node.comparator(), left, right);
    }

    private BoundCondition between(ConditionNode.Between node) {
        var operand = operand(node.operand());
        var lower = operand(node.lower());
        var upper = operand(node.upper());
        requireType("BETWEEN", operand, ORDERED);
        requireType("BETWEEN", lower, ORDERED);
        requireType("BETWEEN", upper, ORDERED);
        requireDistinct("BETWEEN", operand, lower);
        requireDistinct("BETWEEN", operand, upper);
        if (lower instanceof Literal from && upper instanceof Literal to) {
            requireBounds(from, to);
        }
        return new BoundCondition.Between(operand, lower, upper);
    }

    private BoundCondition in(ConditionNode.In node) {
        var operand = operand(node.operand());
        int count = node.candidates().size();
        if (count > IN_OPERANDS_MAX) {
            findings.add(
                    Category.OPERAND_COUNT,
                    "The IN operator is provided with too many operands; number of operands: "
                            + count);
        }
        List<BoundOperand> candidates = new ArrayList<>(count);
        for (var candidate : node.candidates()) {
            var bound = operand(candidate);
            requireDistinct("IN", operand, bound);
            candidates.add(bound);
        }
        return new BoundCondition.In(operand, List.copyOf(candidates));
    }

    private BoundCondition test(Operand.Call call) {
        var function = function(call);
        if (function == null) {
            bindAll(call);
            return standInCondition();
        }
        return switch (function) {
            case ATTRIBUTE_EXISTS -> exists(call);
            case ATTRIBUTE_NOT_EXISTS -> notExists(call);
            case ATTRIBUTE_TYPE -> hasType(call);
            case BEGINS_WITH -> beginsWith(call);
            case CONTAINS -> contains(call);
            case SIZE, IF_NOT_EXISTS, LIST_APPEND -> {
                misplaced(call);
                bindAll(call);
                yield standInCondition();
            }
        };
    }

    /** What stands for a condition that is wrong. */
    private static BoundCondition standInCondition() {
        return new BoundCondition.All(List.of());
    }

    private BoundCondition exists(Operand.Call call) {
        var path = requirePath(Function.ATTRIBUTE_EXISTS, call.arguments().getFirst());
        return path == null ? standInCondition() : new BoundCondition.Exists(path);
    }

    private BoundCondition notExists(Operand.Call call) {
        var path = requirePath(Function.ATTRIBUTE_NOT_EXISTS, call.arguments().getFirst());
        return path == null ? standInCondition() : new BoundCondition.NotExists(path);
    }

    private BoundCondition hasType(Operand.Call call) {
        var operand = operand(call.arguments().getFirst());
        var name = operand(call.arguments().getLast());
        requireDistinct(call.function(), operand, name);
        if (!(name instanceof Literal literal) || literal.type() != AttributeType.S) {
            var type = name.type();
            wrongType(call.function(), type == null ? ANY_TYPE : type.name());
            return standInCondition();
        }
        var type = typeNamed(literal.value());
        return type == null ? standInCondition() : new BoundCondition.HasType(operand, type);
    }

    private @Nullable AttributeType typeNamed(byte[] value) {
        int from = ValueBytes.payloadOffset(value, 0);
        String name = new String(value, from, value.length - from, StandardCharsets.UTF_8);
        for (var type : AttributeType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        findings.add(
                Category.OPERAND,
                "Invalid attribute type name found; type: "
                        + name
                        + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
        return null;
    }

    private BoundCondition beginsWith(Operand.Call call) {
        var operand = operand(call.arguments().getFirst());
        var prefix = operand(call.arguments().getLast());
        requireType(call.function(), operand, BEGINNING);
        requireType(call.function(), prefix, BEGINNING);
        requireDistinct(call.function(), operand, prefix);
        return new BoundCondition.BeginsWith(operand, prefix);
    }

    private BoundCondition contains(Operand.Call call) {
        var operand = operand(call.arguments().getFirst());
        var part = operand(call.arguments().getLast());
        requireType(call.function(), operand, CONTAINING);
        requireDistinct(call.function(), operand, part);
        return new BoundCondition.Contains(operand, part);
    }

    private BoundOperand operand(Operand operand) {
        return switch (operand) {
            case Operand.Path path -> path(path);
            case Operand.Value value -> value(value);
            case Operand.Call call -> size(call);
        };
    }

    /** The one function that is an operand of conditions. */
    private BoundOperand size(Operand.Call call) {
        var function = function(call);
        if (function == null) {
            bindAll(call);
            return standIn();
        }
        if (function != Function.SIZE) {
            misplaced(call);
            bindAll(call);
            return standIn();
        }
        var operand = operand(call.arguments().getFirst());
        requireType(call.function(), operand, SIZED);
        return new BoundOperand.Size(operand);
    }

    /** Only to find what is wrong with the operands, and which placeholders they use. */
    private void bindAll(Operand.Call call) {
        call.arguments().forEach(this::operand);
    }

    private void requireDistinct(String operator, BoundOperand first, BoundOperand other) {
        if (first instanceof BoundPath && first.equals(other)) {
            findings.add(
                    Category.DISTINCT,
                    "The first operand must be distinct from the remaining operands for this"
                            + " operator or function; operator: "
                            + operator
                            + ", first operand: "
                            + first);
        }
    }

    private void requireBounds(Literal lower, Literal upper) {
        String rule = null;
        if (lower.type() != upper.type()) {
            rule = "same data type for lower and upper bounds";
        } else if (Comparisons.isOrdered(lower.type())
                && ValueBytes.compare(lower.value(), 0, upper.value(), 0) > 0) {
            rule = "upper bound to be greater than or equal to lower bound";
        }
        if (rule != null) {
            findings.add(
                    Category.BOUNDS,
                    "The BETWEEN operator requires "
                            + rule
                            + "; lower bound operand: "
                            + ValueText.of(lower.value(), 0)
                            + ", upper bound operand: "
                            + ValueText.of(upper.value(), 0));
        }
    }
}
