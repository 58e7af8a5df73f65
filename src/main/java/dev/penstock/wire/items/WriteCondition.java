package dev.penstock.wire.items;

import dev.penstock.expression.Condition;
import dev.penstock.expression.ExpressionContext;
import dev.penstock.expression.Expressions;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The condition of a write: ConditionExpression, or the older Expected. */
record WriteCondition(
        ExpressionParameters.Placeholders placeholders,
        @Nullable String expression,
        LegacyConditions expected,
        @Nullable String conditionalOperator) {
    /** Members of a request that are read here. */
    static final List<JsonName> MEMBERS =
            List.of(
                    Names.EXPECTED,
                    Names.CONDITIONAL_OPERATOR,
                    Names.CONDITION_EXPRESSION,
                    Names.EXPRESSION_ATTRIBUTE_NAMES,
                    Names.EXPRESSION_ATTRIBUTE_VALUES);

    /** Of PutItem and DeleteItem. */
    static final ExpressionParameters PARAMETERS =
            new ExpressionParameters(
                    List.of(Names.CONDITION_EXPRESSION),
                    List.of(Names.EXPECTED, Names.CONDITIONAL_OPERATOR));

    static WriteCondition read(RequestBody body) {
        return new WriteCondition(
                ExpressionParameters.Placeholders.read(body),
                body.string(Names.CONDITION_EXPRESSION),
                LegacyConditions.read(body, Names.EXPECTED, "ExpectedAttributeValue"),
                body.string(Names.CONDITIONAL_OPERATOR));
    }

    void constrain() {
        var constraints = new ModelConstraints();
        constraints.oneOf("conditionalOperator", conditionalOperator, Enums.CONDITIONAL_OPERATOR);
        expected.constrain(constraints, false);
        constraints.check();
    }

    /** The condition, or null if the write has none. */
    @Nullable Condition bind(ExpressionContext context) {
        if (expression != null) {
            return Expressions.parseCondition(expression, context);
        }
        return expected.toCondition(conditionalOperator);
    }
}
