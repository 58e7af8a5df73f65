package dev.penstock.expression;

import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Writes values as DynamoDB's error texts do: {@code AttributeValue: {S:text}}. */
final class ValueText {
    private ValueText() {}

    static String of(byte[] bytes, int at) {
        return "AttributeValue: {" + ValueBytes.type(bytes, at) + ":" + content(bytes, at) + "}";
    }

    private static String content(byte[] bytes, int at) {
        int from = ValueBytes.payloadOffset(bytes, at);
        int to = ValueBytes.end(bytes, at);
        return switch (ValueBytes.type(bytes, at)) {
            case S -> new String(bytes, from, to - from, StandardCharsets.UTF_8);
            case N -> NumberBytes.toText(bytes, from, to);
            case B -> Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to));
            case BOOL -> String.valueOf(ValueBytes.isTrue(bytes, at));
            case NULL -> "true";
            // Containers have no order, so no error text quotes one.
            case L, M, SS, NS, BS -> "";
        };
    }
}
