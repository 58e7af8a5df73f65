package dev.penstock.expression.evaluation;

import dev.penstock.error.RequestException;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ElementCursor;
import dev.penstock.item.EncodedValues;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import org.jspecify.annotations.Nullable;

/** The operands that only SET knows. All read the item as it was before the update. */
public final class UpdateOperand {
    /** The error of an operand that turns out to have the wrong type in the item. */
    public static final String WRONG_TYPE =
            "An operand in the update expression has an incorrect data type";

    private UpdateOperand() {}

    /** {@code if_not_exists(path, otherwise)}. */
    public record IfNotExists(BoundPath path, BoundOperand otherwise) implements BoundOperand {
        @Override
        public @Nullable AttributeType type() {
            return null;
        }

        @Override
        public int locate(Reading reading) {
            int at = path.locate(reading);
            return at != MISSING ? at : otherwise.locate(reading);
        }
    }

    /** {@code list_append(first, second)}. */
    public record ListAppend(BoundOperand first, BoundOperand second) implements BoundOperand {
        @Override
        public AttributeType type() {
            return AttributeType.L;
        }

        @Override
        public int locate(Reading reading) {
            int firstAt = require(first, reading, AttributeType.L);
            byte[] firstBytes = reading.bytes();
            int secondAt = require(second, reading, AttributeType.L);
            return reading.alone(concatenated(firstBytes, firstAt, reading.bytes(), secondAt));
        }
    }

    /** {@code left + right} or {@code left - right}. */
    public record Arithmetic(BoundOperand left, boolean isSum, BoundOperand right)
            implements BoundOperand {
        @Override
        public AttributeType type() {
            return AttributeType.N;
        }

        @Override
        public int locate(Reading reading) {
            int leftAt = require(left, reading, AttributeType.N);
            byte[] leftBytes = reading.bytes();
            int rightAt = require(right, reading, AttributeType.N);
            byte[] number =
                    isSum
                            ? NumberBytes.add(leftBytes, leftAt, reading.bytes(), rightAt)
                            : NumberBytes.subtract(leftBytes, leftAt, reading.bytes(), rightAt);
            return reading.alone(EncodedValues.number(number));
        }
    }

    /** Where the operand's value is; an error if there is none. */
    public static int require(BoundOperand operand, Reading reading) {
        int at = operand.locate(reading);
        if (at == BoundOperand.MISSING) {
            throw RequestException.validation(
                    "The provided expression refers to an attribute that does not exist in the"
                            + " item");
        }
        return at;
    }

    /** A list of the elements of two lists. */
    public static byte[] concatenated(byte[] first, int firstAt, byte[] second, int secondAt) {
        var writer = new ValueWriter();
        writer.beginList();
        copyElements(first, firstAt, writer);
        copyElements(second, secondAt, writer);
        writer.endList();
        return writer.toValue();
    }

    private static void copyElements(byte[] list, int at, ValueWriter writer) {
        var elements = new ElementCursor().over(list, at);
        while (elements.next()) {
            writer.value(list, elements.offset());
        }
    }

    private static int require(BoundOperand operand, Reading reading, AttributeType type) {
        int at = require(operand, reading);
        if (ValueBytes.type(reading.bytes(), at) != type) {
            throw RequestException.validation(WRONG_TYPE);
        }
        return at;
    }
}
