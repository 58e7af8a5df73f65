package dev.penstock.expression;

import dev.penstock.item.AttributeCursor;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ElementCursor;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Items as plain Java values and back, for tests: String is S, a number is N, {@link Binary} is B,
 * Boolean, {@link #NULL}, List, Map, and {@link Members} for the three sets.
 */
final class TestValues {
    static final KeySchema SCHEMA =
            new KeySchema(new KeyAttribute("pk", KeyType.S), new KeyAttribute("sk", KeyType.N));

    enum Nothing {
        NULL
    }

    static final Object NULL = Nothing.NULL;

    /** A binary value whose bytes are the characters of the text. */
    record Binary(String text) {}

    /** A set: its members are Strings, BigDecimals or Binaries. */
    record Members(AttributeType type, TreeSet<Comparable<?>> values) {}

    private TestValues() {}

    static Members strings(String... members) {
        return new Members(AttributeType.SS, new TreeSet<>(List.of(members)));
    }

    static Members numbers(int... members) {
        var values = new TreeSet<Comparable<?>>();
        Arrays.stream(members).forEach(member -> values.add(number(member)));
        return new Members(AttributeType.NS, values);
    }

    static BigDecimal number(Number number) {
        var decimal = new BigDecimal(number.toString()).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    /** Pairs of name and value. */
    static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** An item with the key pk="p", sk=1 and these attributes. */
    static byte[] item(Object... pairs) {
        return encode(map(pairs));
    }

    static byte[] key() {
        return encode(Map.of());
    }

    static byte[] encode(Map<String, Object> attributes) {
        var writer = new ValueWriter();
        writer.beginItem(SCHEMA);
        writer.name("pk");
        writer.string("p");
        writer.name("sk");
        writer.number("1");
        attributes.forEach(
                (name, value) -> {
                    writer.name(name);
                    write(value, writer);
                });
        return writer.endItem();
    }

    /** One encoded value. */
    static byte[] value(Object value) {
        var writer = new ValueWriter();
        write(value, writer);
        return writer.toValue();
    }

    /** The item's attributes without its key. */
    static Map<String, Object> decode(byte[] item) {
        var attributes = attributes(new AttributeCursor().overItem(item));
        attributes.remove("pk");
        attributes.remove("sk");
        return attributes;
    }

    /** The item that an update made; fails if it made none. */
    static byte[] newItem(UpdateResult result) {
        return Objects.requireNonNull(result.newItem(), "no item");
    }

    static Object decodeValue(byte[] bytes, int at) {
        int from = ValueBytes.payloadOffset(bytes, at);
        int to = ValueBytes.end(bytes, at);
        return switch (ValueBytes.type(bytes, at)) {
            case S -> new String(bytes, from, to - from, StandardCharsets.UTF_8);
            case N -> number(NumberBytes.toBigDecimal(bytes, from, to));
            case B -> new Binary(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
            case BOOL -> ValueBytes.isTrue(bytes, at);
            case NULL -> NULL;
            case M -> attributes(new AttributeCursor().overMap(bytes, at));
            case L -> elements(bytes, at);
            case SS, NS, BS -> members(bytes, at);
        };
    }

    private static Map<String, Object> attributes(AttributeCursor cursor) {
        Map<String, Object> attributes = new TreeMap<>();
        while (cursor.next()) {
            attributes.put(cursor.name(), decodeValue(cursor.bytes(), cursor.valueOffset()));
        }
        return attributes;
    }

    private static List<Object> elements(byte[] bytes, int at) {
        List<Object> elements = new ArrayList<>();
        var cursor = new ElementCursor().over(bytes, at);
        while (cursor.next()) {
            elements.add(decodeValue(bytes, cursor.offset()));
        }
        return elements;
    }

    private static Members members(byte[] bytes, int at) {
        var type = ValueBytes.type(bytes, at);
        var values = new TreeSet<Comparable<?>>();
        var cursor = new ElementCursor().over(bytes, at);
        while (cursor.next()) {
            int from = cursor.offset();
            int to = from + cursor.length();
            values.add(
                    type == AttributeType.NS
                            ? number(NumberBytes.toBigDecimal(bytes, from, to))
                            : new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
        return new Members(type, values);
    }

    private static void write(Object value, ValueWriter writer) {
        switch (value) {
            case String text -> writer.string(text);
            case Number number -> writer.number(number(number).toPlainString());
            case Binary binary ->
                    writer.binary(binary.text().getBytes(StandardCharsets.ISO_8859_1));
            case Boolean bool -> writer.bool(bool);
            case Nothing nothing -> writer.nullValue();
            case List<?> list -> {
                writer.beginList();
                list.forEach(element -> write(element, writer));
                writer.endList();
            }
            case Map<?, ?> map -> {
                writer.beginMap();
                map.forEach(
                        (name, entry) -> {
                            writer.name((String) name);
                            write(entry, writer);
                        });
                writer.endMap();
            }
            case Members members -> {
                writer.beginSet(members.type());
                members.values().forEach(member -> writeMember(members.type(), member, writer));
                writer.endSet();
            }
            default -> throw new IllegalArgumentException("no value: " + value);
        }
    }

    private static void writeMember(AttributeType set, Comparable<?> member, ValueWriter writer) {
        if (set == AttributeType.BS) {
            writer.binary(member.toString().getBytes(StandardCharsets.UTF_8));
        } else {
            write(member, writer);
        }
    }

    /** Pairs of placeholder and plain value. */
    static ExpressionContext values(Object... pairs) {
        return context(Map.of(), pairs);
    }

    static ExpressionContext context(Map<String, String> names, Object... pairs) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        map(pairs).forEach((key, value) -> values.put(key, value(value)));
        return ExpressionContext.of(
                names.isEmpty() ? null : names, values.isEmpty() ? null : values);
    }
}
