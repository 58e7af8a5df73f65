package dev.penstock.expression;

import dev.penstock.error.RequestException;
import dev.penstock.expression.evaluation.BoundAction;
import dev.penstock.expression.evaluation.BoundOperand.Literal;
import dev.penstock.item.AttributeType;
import org.jspecify.annotations.Nullable;

/**
 * One entry of AttributeUpdates, as it was given; null is what was not.
 *
 * @param value one encoded value
 * @param action PUT, ADD or DELETE; the wire has checked that. PUT if null
 */
@SuppressWarnings("ArrayRecordComponent") // Encoded values are never written to once made.
public record LegacyUpdate(byte @Nullable [] value, @Nullable String action) {
    private static final String MISMATCH = "Type mismatch for attribute to update";

    BoundAction bound() {
        if (value == null) {
            if (!"DELETE".equals(action)) {
                throw invalid("Only DELETE action is allowed when no attribute value is specified");
            }
            return new BoundAction.Remove();
        }
        var literal = new Literal(value);
        if ("DELETE".equals(action)) {
            if (!literal.type().isSet()) {
                throw unsupported("DELETE action with value", literal.type());
            }
            return new BoundAction.Delete(literal, MISMATCH);
        }
        return "ADD".equals(action) ? added(literal) : new BoundAction.Set(literal);
    }

    private static BoundAction added(Literal literal) {
        return switch (literal.type()) {
            case L -> new BoundAction.Append(literal, MISMATCH);
            case N, SS, NS, BS -> new BoundAction.Add(literal, MISMATCH);
            case S, B, BOOL, NULL, M -> throw unsupported("ADD action", literal.type());
        };
    }

    private static RequestException unsupported(String what, AttributeType type) {
        return invalid(what + " is not supported for the type " + UpdateBinder.longName(type));
    }

    private static RequestException invalid(String what) {
        return RequestException.validation("One or more parameter values were invalid: " + what);
    }
}
