package dev.penstock.expression;

import dev.penstock.expression.evaluation.BoundOperand;
import dev.penstock.expression.evaluation.BoundOperand.Literal;
import dev.penstock.expression.evaluation.BoundPath;
import dev.penstock.expression.syntax.ExpressionKind;
import dev.penstock.expression.syntax.Findings;
import dev.penstock.expression.syntax.Findings.Category;
import dev.penstock.expression.syntax.Operand;
import dev.penstock.item.AttributeType;
import dev.penstock.item.EncodedValues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts names and values in the place of placeholders, and gathers what is wrong with them. After an
 * error it goes on with stand-ins, because an error of an earlier category may follow.
 */
class OperandBinder {
    private static final Literal STAND_IN = new Literal(EncodedValues.string(""));

    protected final ExpressionContext context;
    protected final Findings findings;
    private final Set<String> attributes = new LinkedHashSet<>();

    OperandBinder(ExpressionContext context, Findings findings) {
        this.context = context;
        this.findings = findings;
    }

    /** The top-level attributes of all paths so far. */
    Set<String> attributes() {
        return attributes;
    }

    BoundPath path(Operand.Path path) {
        List<Operand.Step> steps = path.steps();
        var names = new @Nullable String[steps.size()];
        var indexes = new int[steps.size()];
        for (int i = 0; i < names.length; i++) {
            switch (steps.get(i)) {
                case Operand.Name name -> names[i] = name(name);
                case Operand.Index index -> indexes[i] = index.index();
            }
        }
        var bound = new BoundPath(names, indexes);
        attributes.add(bound.attribute());
        return bound;
    }

    Literal value(Operand.Value value) {
        byte[] bytes = context.value(value.placeholder());
        if (bytes == null) {
            findings.add(
                    Category.UNDEFINED_VALUE,
                    "An expression attribute value used in expression is not defined; attribute"
                            + " value: "
                            + value.placeholder());
            return STAND_IN;
        }
        return new Literal(bytes);
    }

    /** What stands for an operand that is wrong. */
    protected static BoundOperand standIn() {
        return STAND_IN;
    }

    /** The function of this name, or null if there is none or it takes other operands. */
    protected @Nullable Function function(Operand.Call call) {
        var function = Function.named(call.function());
        if (function == null) {
            findings.add(Category.FUNCTION, "Invalid function name; function: " + call.function());
            return null;
        }
        boolean isUpdate = findings.kind() == ExpressionKind.UPDATE;
        if (isUpdate != (function.use() == Function.Use.UPDATE_OPERAND)) {
            findings.add(
                    Category.FUNCTION,
                    "The function is not allowed in "
                            + findings.kind().phrase()
                            + "; function: "
                            + call.function());
            return null;
        }
        int operands = call.arguments().size();
        if (operands != function.operandCount()) {
            findings.add(
                    Category.OPERAND_COUNT,
                    "Incorrect number of operands for operator or function; operator or function: "
                            + call.function()
                            + ", number of operands: "
                            + operands);
            return null;
        }
        return function;
    }

    protected void misplaced(Operand.Call call) {
        findings.add(
                Category.FUNCTION,
                "The function is not allowed to be used this way in an expression; function: "
                        + call.function());
    }

    protected void wrongType(String operator, String type) {
        findings.add(
                Category.OPERAND,
                "Incorrect operand type for operator or function; operator or function: "
                        + operator
                        + ", operand type: "
                        + type);
    }

    /** Refuses an operand whose type is known and not allowed. */
    protected void requireType(String operator, BoundOperand operand, Set<AttributeType> allowed) {
        var type = operand.type();
        if (type != null && !allowed.contains(type)) {
            wrongType(operator, type.name());
        }
    }

    /** The operand as a path, or null if it is something else. */
    protected @Nullable BoundPath requirePath(Function function, Operand operand) {
        if (operand instanceof Operand.Path path) {
            return path(path);
        }
        findings.add(
                Category.OPERAND,
                "Operator or function requires a document path; operator or function: "
                        + function.text());
        return null;
    }

    private String name(Operand.Name name) {
        if (!name.isPlaceholder()) {
            return name.text();
        }
        String attribute = context.name(name.text());
        if (attribute == null) {
            findings.add(
                    Category.UNDEFINED_NAME,
                    "An expression attribute name used in the document path is not defined;"
                            + " attribute name: "
                            + name.text());
            return name.text();
        }
        return attribute;
    }
}
