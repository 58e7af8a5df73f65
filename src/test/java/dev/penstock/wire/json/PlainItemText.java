package dev.penstock.wire.json;

import dev.penstock.item.AttributeCursor;
import dev.penstock.item.ElementCursor;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.StringJoiner;

/** An item as JSON, written the plain way: what the writer's bytes are compared with. */
final class PlainItemText {
    private PlainItemText() {}

    static String of(byte[] item) {
        return pairs(new AttributeCursor().overItem(item));
    }

    private static String pairs(AttributeCursor cursor) {
        var text = new StringJoiner(",", "{", "}");
        while (cursor.next()) {
            text.add(quoted(cursor.name()) + ":" + value(cursor.bytes(), cursor.valueOffset()));
        }
        return text.toString();
    }

    private static String value(byte[] bytes, int at) {
        var type = ValueBytes.type(bytes, at);
        String content =
                switch (type) {
                    case S, N, B -> scalar(type.name(), bytes, at);
                    case BOOL -> String.valueOf(ValueBytes.isTrue(bytes, at));
                    case NULL -> "true";
                    case M -> pairs(new AttributeCursor().overMap(bytes, at));
                    case L, SS, NS, BS -> elements(type.name(), bytes, at);
                };
        return "{\"" + type + "\":" + content + "}";
    }

    private static String scalar(String type, byte[] bytes, int at) {
        int payload = ValueBytes.payloadOffset(bytes, at);
        return payload(type, bytes, payload, payload + ValueBytes.payloadLength(bytes, at));
    }

    private static String elements(String type, byte[] bytes, int at) {
        var text = new StringJoiner(",", "[", "]");
        var cursor = new ElementCursor().over(bytes, at);
        while (cursor.next()) {
            int from = cursor.offset();
            text.add(
                    type.equals("L")
                            ? value(bytes, from)
                            : payload(type.substring(0, 1), bytes, from, from + cursor.length()));
        }
        return text.toString();
    }

    private static String payload(String type, byte[] bytes, int from, int to) {
        return switch (type) {
            case "S" -> quoted(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            case "N" -> '"' + NumberBytes.toText(bytes, from, to) + '"';
            default -> {
                byte[] binary = Arrays.copyOfRange(bytes, from, to);
                yield '"' + Base64.getEncoder().encodeToString(binary) + '"';
            }
        };
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(escaped((char) c)));
        return quoted.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"', '\\' -> "\\" + c;
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
        };
    }
}
