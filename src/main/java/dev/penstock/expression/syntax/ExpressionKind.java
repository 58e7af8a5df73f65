package dev.penstock.expression.syntax;

import dev.penstock.error.RequestException;

/** The five kinds of expressions; each names the request parameter that its errors begin with. */
public enum ExpressionKind {
    CONDITION("ConditionExpression", "a condition expression"),
    FILTER("FilterExpression", "a condition expression"),
    UPDATE("UpdateExpression", "an update expression"),
    PROJECTION("ProjectionExpression", "a projection expression"),
    KEY_CONDITION("KeyConditionExpression", "a condition expression");

    private final String parameter;
    private final String phrase;

    ExpressionKind(String parameter, String phrase) {
        this.parameter = parameter;
        this.phrase = phrase;
    }

    /** How error texts speak of it: with its article. */
    public String phrase() {
        return phrase;
    }

    /** The error of a bad expression: {@code Invalid <parameter>: <what>}. */
    public RequestException invalid(String what) {
        return RequestException.validation("Invalid " + parameter + ": " + what);
    }
}
