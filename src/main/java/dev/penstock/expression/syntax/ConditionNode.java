package dev.penstock.expression.syntax;

import java.util.List;

/** A condition as written: names and values are still placeholders. */
public sealed interface ConditionNode extends Term {
    record Or(ConditionNode left, ConditionNode right) implements ConditionNode {}

    record And(ConditionNode left, ConditionNode right) implements ConditionNode {}

    record Not(ConditionNode condition) implements ConditionNode {}

    record Comparison(Comparator comparator, Operand left, Operand right)
            implements ConditionNode {}

    record Between(Operand operand, Operand lower, Operand upper) implements ConditionNode {}

    record In(Operand operand, List<Operand> candidates) implements ConditionNode {}

    /** A function that is a condition by itself. */
    record Test(Operand.Call call) implements ConditionNode {}
}
