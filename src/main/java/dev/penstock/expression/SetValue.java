package dev.penstock.expression;

/** The right-hand side of a SET action, as written. */
sealed interface SetValue permits Operand, SetValue.Arithmetic {
    /** {@code left + right} or {@code left - right}. */
    record Arithmetic(Operand left, boolean isSum, Operand right) implements SetValue {
        String symbol() {
            return isSum ? "+" : "-";
        }
    }
}
