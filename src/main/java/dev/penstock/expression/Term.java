package dev.penstock.expression;

/** What may stand between parentheses in a condition: only what follows tells which it is. */
sealed interface Term permits ConditionNode, Operand {}
