package dev.penstock.expression;

import dev.penstock.error.RequestException;
import dev.penstock.expression.evaluation.BoundCondition;
import dev.penstock.expression.evaluation.BoundPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of Expected, as it was given; null is what was not.
 *
 * @param value one encoded value
 * @param comparisonOperator one of DynamoDB's ComparisonOperators; the wire has checked that
 * @param values the AttributeValueList: encoded values, each alone
 */
@SuppressWarnings("ArrayRecordComponent") // Encoded values are never written to once made.
public record LegacyExpected(
        byte @Nullable [] value,
        @Nullable Boolean exists,
        @Nullable String comparisonOperator,
        @Nullable List<byte[]> values) {
    /** The condition on this attribute, after DynamoDB's checks of what may go together. */
    BoundCondition condition(String attribute) {
        if (comparisonOperator != null) {
            return comparison(attribute, LegacyOperator.valueOf(comparisonOperator));
        }
        if (values != null) {
            throw invalid(
                    "AttributeValueList can only be used with a ComparisonOperator", attribute);
        }
        if (exists != null && !exists) {
            if (value != null) {
                throw invalid("Value cannot be used when Exists is false", attribute);
            }
            return new BoundCondition.NotExists(BoundPath.ofAttribute(attribute));
        }
        if (value == null) {
            throw invalid("Value must be provided when Exists is " + exists, attribute);
        }
        return LegacyOperator.EQ.condition(attribute, List.of(value));
    }

    private BoundCondition comparison(String attribute, LegacyOperator operator) {
        if (exists != null) {
            throw invalid("Exists and ComparisonOperator cannot be used together", attribute);
        }
        if (value != null && values != null) {
            throw invalid("Value and AttributeValueList cannot be used together", attribute);
        }
        if (value == null && values == null && !operator.takesNoValue()) {
            throw invalid(
                    "Value or AttributeValueList must be used with ComparisonOperator: " + operator,
                    attribute);
        }
        List<byte[]> operands =
                value != null ? List.of(value) : values != null ? values : List.of();
        return operator.condition(attribute, operands);
    }

    private static RequestException invalid(String what, String attribute) {
        return RequestException.validation(
                "1 validation error detected: One or more parameter values were invalid: "
                        + what
                        + " for Attribute: "
                        + attribute);
    }
}
