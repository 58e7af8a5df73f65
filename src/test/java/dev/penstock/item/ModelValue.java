package dev.penstock.item;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** An attribute value as plain Java objects, to compare our bytes with. */
sealed interface ModelValue {
    /** Text of an S, plain decimal of an N, hexadecimal of a B. */
    record Scalar(AttributeType type, String text) implements ModelValue {}

    record Bool(boolean value) implements ModelValue {}

    record Null() implements ModelValue {}

    record Elements(List<ModelValue> values) implements ModelValue {}

    record Fields(Map<String, ModelValue> values) implements ModelValue {
        void writeInto(ValueWriter writer, Random random) {
            for (String name : shuffled(values.keySet(), random)) {
                writer.name(name);
                requireNonNull(values.get(name)).write(writer, random);
            }
        }
    }

    record Members(AttributeType type, Set<String> texts) implements ModelValue {}

    /** Writes the value; whatever has no order comes in a random one. */
    default void write(ValueWriter writer, Random random) {
        switch (this) {
            case Scalar(AttributeType type, String text) -> writeScalar(writer, type, text);
            case Bool(boolean value) -> writer.bool(value);
            case Null() -> writer.nullValue();
            case Elements(List<ModelValue> values) -> {
                writer.beginList();
                values.forEach(value -> value.write(writer, random));
                writer.endList();
            }
            case Fields fields -> {
                writer.beginMap();
                fields.writeInto(writer, random);
                writer.endMap();
            }
            case Members(AttributeType type, Set<String> texts) -> {
                writer.beginSet(type);
                AttributeType memberType = memberType(type);
                shuffled(texts, random).forEach(text -> writeScalar(writer, memberType, text));
                writer.endSet();
            }
        }
    }

    /** DynamoDB's size, from the words of its documentation. */
    default int sizeBytes() {
        return switch (this) {
            case Scalar(AttributeType type, String text) -> payload(type, text).length;
            case Bool(boolean value) -> 1;
            case Null() -> 1;
            case Elements(List<ModelValue> values) ->
                    3 + values.stream().mapToInt(value -> 1 + value.sizeBytes()).sum();
            case Fields(Map<String, ModelValue> values) ->
                    3 + values.size() + namesAndValues(values);
            case Members(AttributeType type, Set<String> texts) ->
                    texts.stream().mapToInt(text -> payload(memberType(type), text).length).sum();
        };
    }

    static int namesAndValues(Map<String, ModelValue> values) {
        return values.entrySet().stream()
                .mapToInt(entry -> utf8(entry.getKey()).length + entry.getValue().sizeBytes())
                .sum();
    }

    static AttributeType memberType(AttributeType setType) {
        return AttributeType.valueOf(setType.name().substring(0, 1));
    }

    private static void writeScalar(ValueWriter writer, AttributeType type, String text) {
        switch (type) {
            case S -> writer.string(text);
            case N -> writer.number(text);
            default -> writer.binary(HexFormat.of().parseHex(text));
        }
    }

    static byte[] payload(AttributeType type, String text) {
        return switch (type) {
            case S -> utf8(text);
            case N -> NumberBytes.parse(text);
            default -> HexFormat.of().parseHex(text);
        };
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> shuffled(Collection<String> texts, Random random) {
        var list = new ArrayList<>(texts);
        Collections.shuffle(list, random);
        return list;
    }
}
