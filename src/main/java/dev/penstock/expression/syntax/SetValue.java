package dev.penstock.expression.syntax;

/** The right-hand side of a SET action, as written. */
public sealed interface SetValue permits Operand, SetValue.Arithmetic {
    /** {@code left + right} or {@code left - right}. */
    record Arithmetic(Operand left, boolean isSum, Operand right) implements SetValue {
        public String symbol() {
            return isSum ? "+" : "-";
        }
    }
}
