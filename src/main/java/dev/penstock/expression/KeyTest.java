package dev.penstock.expression;

import dev.penstock.item.AttributeType;
import dev.penstock.item.ValueBytes;
import dev.penstock.table.KeyAttribute;
import java.util.Arrays;
import java.util.List;

/**
 * One condition on one key attribute.
 *
 * @param operands one encoded value, or the two bounds of BETWEEN
 */
record KeyTest(String attribute, Operator operator, List<byte[]> operands) {
    /** What a key may be tested with. */
    enum Operator {
        EQ,
        LT,
        LE,
        GT,
        GE,
        BETWEEN,
        BEGINS_WITH
    }

    boolean isOf(KeyAttribute key) {
        return attribute.equals(key.name());
    }

    /** Whether all operands have the key's declared type. */
    boolean hasTypeOf(KeyAttribute key) {
        for (byte[] operand : operands) {
            if (ValueBytes.type(operand, 0) != AttributeType.valueOf(key.type().name())) {
                return false;
            }
        }
        return true;
    }

    /** The payload bytes of an operand, as key order compares them. */
    byte[] payload(int operand) {
        byte[] value = operands.get(operand);
        return Arrays.copyOfRange(value, ValueBytes.payloadOffset(value, 0), value.length);
    }

    SortRange range() {
        return switch (operator) {
            case EQ -> SortRange.exactly(payload(0));
            case LT -> SortRange.below(payload(0));
            case LE -> SortRange.atMost(payload(0));
            case GT -> SortRange.above(payload(0));
            case GE -> SortRange.atLeast(payload(0));
            case BETWEEN -> SortRange.between(payload(0), payload(1));
            case BEGINS_WITH -> SortRange.beginningWith(payload(0));
        };
    }
}
