package dev.penstock.expression.evaluation;

import dev.penstock.item.AttributeType;
import dev.penstock.item.ElementCursor;
import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import java.util.Arrays;

/**
 * Union and difference of sets. The members of both stand in ascending order, so one pass over both
 * makes either. Stateless.
 */
public final class Sets {
    private static final byte[] EMPTY = {};

    private Sets() {}

    /**
     * The members of either set.
     *
     * @param right a set of the same type that stands alone
     */
    public static byte[] union(byte[] left, int leftAt, byte[] right) {
        var type = ValueBytes.type(left, leftAt);
        var writer = new ValueWriter();
        writer.beginSet(type);
        var a = new ElementCursor().over(left, leftAt);
        var b = new ElementCursor().over(right, 0);
        boolean hasA = a.next();
        boolean hasB = b.next();
        while (hasA || hasB) {
            int order = hasA && hasB ? compare(a, b) : hasA ? -1 : 1;
            write(type, order <= 0 ? a : b, writer);
            hasA = order <= 0 ? a.next() : hasA;
            hasB = order >= 0 ? b.next() : hasB;
        }
        writer.endSet();
        return writer.toValue();
    }

    /** The members of the left set that the right one lacks; no bytes at all if there is none. */
    public static byte[] difference(byte[] left, int leftAt, byte[] right) {
        var type = ValueBytes.type(left, leftAt);
        var writer = new ValueWriter();
        writer.beginSet(type);
        boolean isEmpty = true;
        var a = new ElementCursor().over(left, leftAt);
        var b = new ElementCursor().over(right, 0);
        boolean hasB = b.next();
        while (a.next()) {
            while (hasB && compare(a, b) > 0) {
                hasB = b.next();
            }
            if (!hasB || compare(a, b) != 0) {
                write(type, a, writer);
                isEmpty = false;
            }
        }
        if (isEmpty) {
            return EMPTY;
        }
        writer.endSet();
        return writer.toValue();
    }

    private static int compare(ElementCursor a, ElementCursor b) {
        return Arrays.compareUnsigned(
                a.bytes(),
                a.offset(),
                a.offset() + a.length(),
                b.bytes(),
                b.offset(),
                b.offset() + b.length());
    }

    private static void write(AttributeType setType, ElementCursor member, ValueWriter writer) {
        byte[] bytes = member.bytes();
        int from = member.offset();
        int to = from + member.length();
        switch (setType) {
            case SS -> writer.string(bytes, from, to);
            case NS -> writer.numberBytes(bytes, from, to);
            case BS -> writer.binary(bytes, from, to);
            case S, N, B, BOOL, NULL, L, M -> throw new IllegalArgumentException("no set");
        }
    }
}
