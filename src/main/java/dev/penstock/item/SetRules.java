package dev.penstock.item;

import dev.penstock.error.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.StringJoiner;

/** What DynamoDB demands of sets, and its words for a breach. */
final class SetRules {
    private static final String INVALID = "One or more parameter values were invalid: ";

    private SetRules() {}

    static byte typeByte(AttributeType type) {
        return switch (type) {
            case SS -> ItemLayout.SS;
            case NS -> ItemLayout.NS;
            case BS -> ItemLayout.BS;
            case S, N, B, BOOL, NULL, L, M ->
                    throw new IllegalArgumentException(type + " is not a set");
        };
    }

    /** S, N or B, for SS, NS or BS. */
    static byte memberType(byte setType) {
        return (byte) (setType - ItemLayout.SS + ItemLayout.S);
    }

    /** Code that writes a member of another type is broken; the client cannot cause it. */
    static void requireMemberType(byte setType, byte memberType) {
        if (memberType(setType) != memberType) {
            throw new IllegalStateException("member of type " + memberType + " in set " + setType);
        }
    }

    static void requireMembers(byte setType, int count) {
        if (count == 0) {
            throw RequestException.validation(INVALID + emptyText(setType));
        }
    }

    private static String emptyText(byte setType) {
        return switch (setType) {
            case ItemLayout.SS -> "An string set  may not be empty";
            case ItemLayout.NS -> "An number set  may not be empty";
            default -> "Binary sets should not be empty";
        };
    }

    /** Names the members from {@code from} to {@code to} in the order in which they were given. */
    static RequestException duplicates(byte setType, byte[] bytes, int from, int to) {
        if (setType == ItemLayout.NS) {
            return RequestException.validation("Input collection contains duplicates");
        }
        var members = new StringJoiner(", ", "[", "]");
        for (int next = from; next < to; next = ValueBytes.skipBytes(bytes, next)) {
            int member = ItemLayout.varintEnd(bytes, next);
            members.add(text(setType, bytes, member, ItemLayout.varint(bytes, next)));
        }
        String what = setType == ItemLayout.BS ? "of type BS contains" : " contains";
        return RequestException.validation(
                INVALID + "Input collection " + members + what + " duplicates.");
    }

    private static String text(byte setType, byte[] bytes, int at, int length) {
        return setType == ItemLayout.SS
                ? new String(bytes, at, length, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at, at + length));
    }
}
