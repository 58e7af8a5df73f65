package dev.penstock.expression.evaluation;

import dev.penstock.expression.syntax.Comparator;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ValueBytes;
import java.util.List;

/**
 * A condition with its names and values bound, as a tree that evaluates itself. Immutable. A
 * missing attribute satisfies nothing but {@code <>}, {@code attribute_not_exists} and NOT.
 */
public sealed interface BoundCondition {
    boolean holds(Reading reading);

    record Or(BoundCondition left, BoundCondition right) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            return left.holds(reading) || right.holds(reading);
        }
    }

    record And(BoundCondition left, BoundCondition right) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            return left.holds(reading) && right.holds(reading);
        }
    }

    record Not(BoundCondition condition) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            return !condition.holds(reading);
        }
    }

    record Comparison(Comparator comparator, BoundOperand left, BoundOperand right)
            implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            int leftAt = left.locate(reading);
            byte[] leftBytes = reading.bytes();
            int rightAt = right.locate(reading);
            return Comparisons.holds(comparator, leftBytes, leftAt, reading.bytes(), rightAt);
        }
    }

    record Between(BoundOperand operand, BoundOperand lower, BoundOperand upper)
            implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            int at = operand.locate(reading);
            byte[] bytes = reading.bytes();
            int lowerAt = lower.locate(reading);
            if (!Comparisons.holds(Comparator.GE, bytes, at, reading.bytes(), lowerAt)) {
                return false;
            }
            int upperAt = upper.locate(reading);
            return Comparisons.holds(Comparator.LE, bytes, at, reading.bytes(), upperAt);
        }
    }

    record In(BoundOperand operand, List<BoundOperand> candidates) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            int at = operand.locate(reading);
            byte[] bytes = reading.bytes();
            for (var candidate : candidates) {
                int candidateAt = candidate.locate(reading);
                if (Comparisons.holds(Comparator.EQ, bytes, at, reading.bytes(), candidateAt)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Exists(BoundPath path) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            return path.locate(reading) != BoundOperand.MISSING;
        }
    }

    record NotExists(BoundPath path) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            return path.locate(reading) == BoundOperand.MISSING;
        }
    }

    record HasType(BoundOperand operand, AttributeType type) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            int at = operand.locate(reading);
            return at != BoundOperand.MISSING && ValueBytes.type(reading.bytes(), at) == type;
        }
    }

    record BeginsWith(BoundOperand operand, BoundOperand prefix) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            int at = operand.locate(reading);
            byte[] bytes = reading.bytes();
            int prefixAt = prefix.locate(reading);
            return Comparisons.beginsWith(bytes, at, reading.bytes(), prefixAt);
        }
    }

    record Contains(BoundOperand operand, BoundOperand part) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            int at = operand.locate(reading);
            byte[] bytes = reading.bytes();
            int partAt = part.locate(reading);
            return Comparisons.contains(bytes, at, reading.bytes(), partAt);
        }
    }

    /** All of any number of conditions; holds if there is none. */
    record All(List<BoundCondition> conditions) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            for (var condition : conditions) {
                if (!condition.holds(reading)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** At least one of several conditions. */
    record Any(List<BoundCondition> conditions) implements BoundCondition {
        @Override
        public boolean holds(Reading reading) {
            for (var condition : conditions) {
                if (condition.holds(reading)) {
                    return true;
                }
            }
            return false;
        }
    }
}
