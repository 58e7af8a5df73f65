package dev.penstock.expression.syntax;

/** One action of an update expression, as written. */
public sealed interface UpdateAction {
    Operand.Path path();

    record Set(Operand.Path path, SetValue value) implements UpdateAction {}

    record Remove(Operand.Path path) implements UpdateAction {}

    record Add(Operand.Path path, Operand.Value value) implements UpdateAction {}

    record Delete(Operand.Path path, Operand.Value value) implements UpdateAction {}
}
