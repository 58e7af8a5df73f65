package dev.penstock.expression;

import dev.penstock.expression.evaluation.BoundAction;
import dev.penstock.expression.evaluation.BoundOperand;
import dev.penstock.expression.evaluation.BoundOperand.Literal;
import dev.penstock.expression.evaluation.PathTree;
import dev.penstock.expression.evaluation.UpdateOperand;
import dev.penstock.expression.syntax.Findings;
import dev.penstock.expression.syntax.Findings.Category;
import dev.penstock.expression.syntax.Operand;
import dev.penstock.expression.syntax.SetValue;
import dev.penstock.expression.syntax.UpdateAction;
import dev.penstock.item.AttributeType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Binds update expressions. */
final class UpdateBinder extends OperandBinder {
    private static final Set<AttributeType> NUMBER = EnumSet.of(AttributeType.N);
    private static final Set<AttributeType> LIST = EnumSet.of(AttributeType.L);
    private static final Set<AttributeType> SET_TYPES =
            EnumSet.of(AttributeType.SS, AttributeType.NS, AttributeType.BS);
    private static final Set<AttributeType> ADDABLE =
            EnumSet.of(AttributeType.N, AttributeType.SS, AttributeType.NS, AttributeType.BS);

    UpdateBinder(ExpressionContext context, Findings findings) {
        super(context, findings);
    }

    Update update(List<UpdateAction> actions) {
        var tree = new PathTree<BoundAction>(findings);
        for (var action : actions) {
            tree.add(path(action.path()), bind(action));
        }
        findings.throwFirst();
        return new Update(tree);
    }

    private BoundAction bind(UpdateAction action) {
        return switch (action) {
            case UpdateAction.Set set -> new BoundAction.Set(value(set.value()));
            case UpdateAction.Remove remove -> new BoundAction.Remove();
            case UpdateAction.Add add ->
                    new BoundAction.Add(
                            literal("ADD", value(add.value()), ADDABLE), UpdateOperand.WRONG_TYPE);
            case UpdateAction.Delete delete ->
                    new BoundAction.Delete(
                            literal("DELETE", value(delete.value()), SET_TYPES),
                            UpdateOperand.WRONG_TYPE);
        };
    }

    private Literal literal(String section, Literal literal, Set<AttributeType> allowed) {
        if (!allowed.contains(literal.type())) {
            findings.add(
                    Category.OPERAND,
                    "Incorrect operand type for operator or function; operator: "
                            + section
                            + ", operand type: "
                            + longName(literal.type())
                            + ", typeSet: ALLOWED_FOR_"
                            + section
                            + "_OPERAND");
        }
        return literal;
    }

    /** ADD and DELETE are the only ones that call types by these names. */
    static String longName(AttributeType type) {
        return switch (type) {
            case S -> "STRING";
            case N -> "NUMBER";
            case B -> "BINARY";
            case BOOL -> "BOOLEAN";
            case NULL -> "NULL";
            case L -> "LIST";
            case M -> "MAP";
            case SS -> "STRING_SET";
            case NS -> "NUMBER_SET";
            case BS -> "BINARY_SET";
        };
    }

    private BoundOperand value(SetValue value) {
        return switch (value) {
            case Operand operand -> operand(operand);
            case SetValue.Arithmetic arithmetic -> arithmetic(arithmetic);
        };
    }

    private BoundOperand arithmetic(SetValue.Arithmetic node) {
        var left = operand(node.left());
        var right = operand(node.right());
        requireType(node.symbol(), left, NUMBER);
        requireType(node.symbol(), right, NUMBER);
        return new UpdateOperand.Arithmetic(left, node.isSum(), right);
    }

    private BoundOperand operand(Operand operand) {
        return switch (operand) {
            case Operand.Path path -> path(path);
            case Operand.Value value -> value(value);
            case Operand.Call call -> call(call);
        };
    }

    private BoundOperand call(Operand.Call call) {
        var function = function(call);
        if (function == Function.LIST_APPEND) {
            var first = operand(call.arguments().getFirst());
            var second = operand(call.arguments().getLast());
            requireType(call.function(), first, LIST);
            requireType(call.function(), second, LIST);
            return new UpdateOperand.ListAppend(first, second);
        }
        if (function == Function.IF_NOT_EXISTS) {
            var path = requirePath(function, call.arguments().getFirst());
            var otherwise = operand(call.arguments().getLast());
            return path == null ? standIn() : new UpdateOperand.IfNotExists(path, otherwise);
        }
        call.arguments().forEach(this::operand);
        return standIn();
    }
}
