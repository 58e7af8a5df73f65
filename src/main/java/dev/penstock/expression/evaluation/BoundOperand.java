package dev.penstock.expression.evaluation;

import dev.penstock.item.AttributeType;
import dev.penstock.item.EncodedValues;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An operand with its names and values bound: finds its value for one item. Immutable. */
public interface BoundOperand {
    /** What {@link #locate} returns where there is no value. */
    int MISSING = -1;

    /**
     * The offset of the operand's value in {@link Reading#bytes}, which this call sets, or {@link
     * #MISSING}.
     */
    int locate(Reading reading);

    /** The type that the value has in every item, or null if it depends on the item. */
    @Nullable AttributeType type();

    /** A value of the request. */
    final class Literal implements BoundOperand {
        private final byte[] value;
        private final AttributeType type;

        public Literal(byte[] value) {
            this.value = value;
            type = ValueBytes.type(value, 0);
        }

        public byte[] value() {
            return value;
        }

        @Override
        public AttributeType type() {
            return type;
        }

        @Override
        public int locate(Reading reading) {
            return reading.alone(value);
        }
    }

    /** {@code size(operand)}: a number, or missing if what is there has no size. */
    record Size(BoundOperand operand) implements BoundOperand {
        @Override
        public AttributeType type() {
            return AttributeType.N;
        }

        @Override
        public int locate(Reading reading) {
            int at = operand.locate(reading);
            int size = at == MISSING ? MISSING : sizeOf(reading.bytes(), at);
            if (size == MISSING) {
                return MISSING;
            }
            return reading.alone(EncodedValues.number(NumberBytes.of(size)));
        }

        private static int sizeOf(byte[] bytes, int at) {
            return switch (ValueBytes.type(bytes, at)) {
                case S -> utf16Length(bytes, at);
                case B -> ValueBytes.payloadLength(bytes, at);
                case L, M, SS, NS, BS -> ValueBytes.elementCount(bytes, at);
                case N, BOOL, NULL -> MISSING;
            };
        }

        /** DynamoDB counts a string's UTF-16 units, not its bytes or characters. */
        private static int utf16Length(byte[] bytes, int at) {
            int from = ValueBytes.payloadOffset(bytes, at);
            int length = ValueBytes.payloadLength(bytes, at);
            return new String(bytes, from, length, StandardCharsets.UTF_8).length();
        }
    }
}
