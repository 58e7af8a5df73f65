package dev.penstock.model.language;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An attribute value; equal if DynamoDB calls it equal. An item is a map from names to these. */
public sealed interface Value {
    /** Of a list or map, beside its content. */
    int CONTAINER_BYTES = 3;

    record Text(String text) implements Value {}

    record Num(BigDecimal number) implements Value {
        public Num {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
    }

    /**
     * A binary.
     *
     * @param latin1 one character for each byte
     */
    record Bytes(String latin1) implements Value {}

    record Bool(boolean value) implements Value {}

    record Null() implements Value {}

    record Elements(List<Value> values) implements Value {}

    record Fields(Map<String, Value> values) implements Value {}

    /**
     * A set.
     *
     * @param type SS, NS or BS
     */
    record Members(String type, Set<Value> values) implements Value {}

    static Num number(long number) {
        return new Num(BigDecimal.valueOf(number));
    }

    /** DynamoDB's name of its type. */
    default String type() {
        return switch (this) {
            case Text text -> "S";
            case Num number -> "N";
            case Bytes bytes -> "B";
            case Bool bool -> "BOOL";
            case Null nothing -> "NULL";
            case Elements elements -> "L";
            case Fields fields -> "M";
            case Members members -> members.type;
        };
    }

    default boolean isOrdered() {
        return this instanceof Text || this instanceof Num || this instanceof Bytes;
    }

    /** The order of two values of the same ordered type. */
    default int compareWith(Value other) {
        return switch (this) {
            case Text text -> compareCodePoints(text.text, ((Text) other).text);
            case Num number -> number.number.compareTo(((Num) other).number);
            case Bytes bytes -> bytes.latin1.compareTo(((Bytes) other).latin1);
            case Bool bool -> throw new IllegalArgumentException(type());
            case Null nothing -> throw new IllegalArgumentException(type());
            case Elements elements -> throw new IllegalArgumentException(type());
            case Fields fields -> throw new IllegalArgumentException(type());
            case Members members -> throw new IllegalArgumentException(type());
        };
    }

    /** UTF-8's order is that of code points, not that of UTF-16. */
    private static int compareCodePoints(String left, String right) {
        int i = 0;
        while (i < left.length() && i < right.length() && left.charAt(i) == right.charAt(i)) {
            i++;
        }
        if (i == left.length() || i == right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        boolean isSecondHalf = i > 0 && Character.isHighSurrogate(left.charAt(i - 1));
        int at = isSecondHalf ? i - 1 : i;
        return Integer.compare(left.codePointAt(at), right.codePointAt(at));
    }

    /** DynamoDB's size of the value: what limits and prices are counted in. */
    default int sizeBytes() {
        return switch (this) {
            case Text text -> text.text.getBytes(StandardCharsets.UTF_8).length;
            case Num number -> numberBytes(number.number);
            case Bytes bytes -> bytes.latin1.length();
            case Bool bool -> 1;
            case Null nothing -> 1;
            case Elements elements ->
                    CONTAINER_BYTES
                            + elements.values.stream().mapToInt(one -> 1 + one.sizeBytes()).sum();
            case Fields fields -> CONTAINER_BYTES + fields.values.size() + sizeOf(fields.values);
            case Members members -> members.values.stream().mapToInt(Value::sizeBytes).sum();
        };
    }

    /** Names and values. */
    static int sizeOf(Map<String, Value> item) {
        int size = 0;
        for (Map.Entry<String, Value> entry : item.entrySet()) {
            size += entry.getKey().getBytes(StandardCharsets.UTF_8).length;
            size += entry.getValue().sizeBytes();
        }
        return size;
    }

    /** A byte for the exponent, one for two digits beside the point, one for a minus. */
    private static int numberBytes(BigDecimal number) {
        String plain = number.abs().toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String fraction = point < 0 ? "" : plain.substring(point + 1);
        String digits =
                (whole.length() % 2 == 0 ? "" : "0")
                        + whole
                        + fraction
                        + (fraction.length() % 2 == 0 ? "" : "0");
        int from = 0;
        int to = digits.length();
        while (from < to && digits.startsWith("00", from)) {
            from += 2;
        }
        while (from < to && digits.startsWith("00", to - 2)) {
            to -= 2;
        }
        return 1 + (to - from) / 2 + (number.signum() < 0 ? 1 : 0);
    }

    /** A copy whose lists and maps may be changed. */
    default Value copy() {
        return switch (this) {
            case Elements elements -> {
                var copies = new ArrayList<Value>();
                elements.values.forEach(value -> copies.add(value.copy()));
                yield new Elements(copies);
            }
            case Fields fields -> new Fields(copyOf(fields.values));
            case Members members -> new Members(members.type, new LinkedHashSet<>(members.values));
            case Text text -> text;
            case Num number -> number;
            case Bytes bytes -> bytes;
            case Bool bool -> bool;
            case Null nothing -> nothing;
        };
    }

    /** A copy of an item or of a map's fields, all the way down. */
    static Map<String, Value> copyOf(Map<String, Value> fields) {
        var copies = new TreeMap<String, Value>();
        fields.forEach((name, value) -> copies.put(name, value.copy()));
        return copies;
    }
}
