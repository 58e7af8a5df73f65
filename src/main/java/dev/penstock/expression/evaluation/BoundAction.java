package dev.penstock.expression.evaluation;

import dev.penstock.error.RequestException;
import dev.penstock.expression.evaluation.BoundOperand.Literal;
import dev.penstock.item.AttributeType;
import dev.penstock.item.EncodedValues;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;

/**
 * What an update does at the end of one path. Immutable. {@code mismatch} is the error if the old
 * value has a type to which the operand does not fit.
 */
public sealed interface BoundAction {
    /**
     * Where the value is that the path shall have, in {@link Reading#bytes}; or {@link
     * BoundOperand#MISSING} if it shall have none.
     *
     * @param current where the path's value is in the old item, or MISSING
     */
    int locate(Reading reading, int current);

    record Set(BoundOperand value) implements BoundAction {
        @Override
        public int locate(Reading reading, int current) {
            return UpdateOperand.require(value, reading);
        }
    }

    record Remove() implements BoundAction {
        @Override
        public int locate(Reading reading, int current) {
            return BoundOperand.MISSING;
        }
    }

    /** Adds a number to a number, or members to a set; a missing value counts as 0 or empty. */
    record Add(Literal operand, String mismatch) implements BoundAction {
        @Override
        public int locate(Reading reading, int current) {
            if (current == BoundOperand.MISSING) {
                return operand.locate(reading);
            }
            byte[] item = reading.item();
            if (ValueBytes.type(item, current) != operand.type()) {
                throw RequestException.validation(mismatch);
            }
            if (operand.type() == AttributeType.N) {
                byte[] sum = NumberBytes.add(item, current, operand.value(), 0);
                return reading.alone(EncodedValues.number(sum));
            }
            return reading.alone(Sets.union(item, current, operand.value()));
        }
    }

    /** Takes members out of a set. */
    record Delete(Literal operand, String mismatch) implements BoundAction {
        @Override
        public int locate(Reading reading, int current) {
            if (current == BoundOperand.MISSING) {
                return BoundOperand.MISSING;
            }
            byte[] item = reading.item();
            if (ValueBytes.type(item, current) != operand.type()) {
                throw RequestException.validation(mismatch);
            }
            byte[] difference = Sets.difference(item, current, operand.value());
            return difference.length == 0 ? BoundOperand.MISSING : reading.alone(difference);
        }
    }

    /** ADD of AttributeUpdates on a list appends; expressions never get here with a list. */
    record Append(Literal operand, String mismatch) implements BoundAction {
        @Override
        public int locate(Reading reading, int current) {
            if (current == BoundOperand.MISSING) {
                return operand.locate(reading);
            }
            byte[] item = reading.item();
            if (ValueBytes.type(item, current) != AttributeType.L) {
                throw RequestException.validation(mismatch);
            }
            byte[] list = UpdateOperand.concatenated(item, current, operand.value(), 0);
            return reading.alone(list);
        }
    }
}
