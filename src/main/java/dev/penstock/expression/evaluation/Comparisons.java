package dev.penstock.expression.evaluation;

import dev.penstock.expression.syntax.Comparator;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ElementCursor;
import dev.penstock.item.ValueBytes;
import java.util.Arrays;

/** Compares encoded values where they lie. An offset of -1 is a missing value. Stateless. */
public final class Comparisons {
    /** Up to here the simple search is bounded well enough, and faster. */
    private static final int SHORT_PART_BYTES = 64;

    private Comparisons() {}

    /** Values of different types, and missing ones, satisfy only {@code <>}. */
    public static boolean holds(
            Comparator comparator, byte[] left, int leftAt, byte[] right, int rightAt) {
        if (leftAt == BoundOperand.MISSING || rightAt == BoundOperand.MISSING) {
            return comparator == Comparator.NE;
        }
        if (!comparator.isOrder()) {
            boolean equal = ValueBytes.equal(left, leftAt, right, rightAt);
            return equal == (comparator == Comparator.EQ);
        }
        var type = ValueBytes.type(left, leftAt);
        if (!isOrdered(type) || type != ValueBytes.type(right, rightAt)) {
            return false;
        }
        return comparator.accepts(ValueBytes.compare(left, leftAt, right, rightAt));
    }

    public static boolean isOrdered(AttributeType type) {
        return type == AttributeType.S || type == AttributeType.N || type == AttributeType.B;
    }

    public static boolean beginsWith(byte[] bytes, int at, byte[] prefix, int prefixAt) {
        if (at == BoundOperand.MISSING || prefixAt == BoundOperand.MISSING) {
            return false;
        }
        var type = ValueBytes.type(bytes, at);
        if (type != ValueBytes.type(prefix, prefixAt)
                || (type != AttributeType.S && type != AttributeType.B)) {
            return false;
        }
        int length = ValueBytes.payloadLength(prefix, prefixAt);
        if (length > ValueBytes.payloadLength(bytes, at)) {
            return false;
        }
        int from = ValueBytes.payloadOffset(bytes, at);
        int prefixFrom = ValueBytes.payloadOffset(prefix, prefixAt);
        return Arrays.equals(bytes, from, from + length, prefix, prefixFrom, prefixFrom + length);
    }

    /** A part of a string or binary, a member of a set, an element of a list. */
    public static boolean contains(byte[] bytes, int at, byte[] part, int partAt) {
        if (at == BoundOperand.MISSING || partAt == BoundOperand.MISSING) {
            return false;
        }
        var partType = ValueBytes.type(part, partAt);
        return switch (ValueBytes.type(bytes, at)) {
            case S -> partType == AttributeType.S && holdsBytes(bytes, at, part, partAt);
            case B -> partType == AttributeType.B && holdsBytes(bytes, at, part, partAt);
            case SS -> partType == AttributeType.S && holdsMember(bytes, at, part, partAt);
            case NS -> partType == AttributeType.N && holdsMember(bytes, at, part, partAt);
            case BS -> partType == AttributeType.B && holdsMember(bytes, at, part, partAt);
            case L -> holdsElement(bytes, at, part, partAt);
            case N, BOOL, NULL, M -> false;
        };
    }

    private static boolean holdsBytes(byte[] bytes, int at, byte[] part, int partAt) {
        return ValueBytes.payloadLength(part, partAt) <= SHORT_PART_BYTES
                ? holdsShort(bytes, at, part, partAt)
                : holdsLong(bytes, at, part, partAt);
    }

    private static boolean holdsShort(byte[] bytes, int at, byte[] part, int partAt) {
        int partFrom = ValueBytes.payloadOffset(part, partAt);
        int partTo = ValueBytes.end(part, partAt);
        int length = partTo - partFrom;
        int last = ValueBytes.end(bytes, at) - length;
        for (int from = ValueBytes.payloadOffset(bytes, at); from <= last; from++) {
            if (Arrays.equals(bytes, from, from + length, part, partFrom, partTo)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Knuth, Morris and Pratt: linear whatever the bytes are, so that no client can keep a thread
     * busy with a long part that almost fits everywhere.
     */
    private static boolean holdsLong(byte[] bytes, int at, byte[] part, int partAt) {
        int partFrom = ValueBytes.payloadOffset(part, partAt);
        int partLength = ValueBytes.payloadLength(part, partAt);
        int[] borders = borders(part, partFrom, partLength);
        int end = ValueBytes.end(bytes, at);
        int matched = 0;
        for (int i = ValueBytes.payloadOffset(bytes, at); i < end; i++) {
            while (matched > 0 && bytes[i] != part[partFrom + matched]) {
                matched = borders[matched - 1];
            }
            if (bytes[i] == part[partFrom + matched]) {
                matched++;
            }
            if (matched == partLength) {
                return true;
            }
        }
        return false;
    }

    /** For each beginning of the part: how long a beginning of the part it ends with. */
    private static int[] borders(byte[] part, int partFrom, int partLength) {
        var borders = new int[partLength];
        int matched = 0;
        for (int i = 1; i < partLength; i++) {
            while (matched > 0 && part[partFrom + i] != part[partFrom + matched]) {
                matched = borders[matched - 1];
            }
            if (part[partFrom + i] == part[partFrom + matched]) {
                matched++;
            }
            borders[i] = matched;
        }
        return borders;
    }

    private static boolean holdsMember(byte[] set, int at, byte[] part, int partAt) {
        int from = ValueBytes.payloadOffset(part, partAt);
        return ValueBytes.setContains(set, at, part, from, ValueBytes.end(part, partAt));
    }

    private static boolean holdsElement(byte[] list, int at, byte[] part, int partAt) {
        var elements = new ElementCursor().over(list, at);
        while (elements.next()) {
            if (ValueBytes.equal(list, elements.offset(), part, partAt)) {
                return true;
            }
        }
        return false;
    }
}
