package dev.penstock.expression.syntax;

/** What may stand between parentheses in a condition: only what follows tells which it is. */
public sealed interface Term permits ConditionNode, Operand {}
