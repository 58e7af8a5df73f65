package dev.penstock.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What an item in JSON means, whatever its spelling: plain values that can be compared. */
final class ItemMeaning {
    private static final Pattern ZERO = Pattern.compile("[+-]?[0.]+([eE].*)?");

    private ItemMeaning() {}

    static Map<String, Object> of(JsonNode attributes) {
        Map<String, Object> meaning = new TreeMap<>();
        attributes
                .properties()
                .forEach(attribute -> meaning.put(attribute.getKey(), value(attribute.getValue())));
        return meaning;
    }

    /** A value by its one type; members of other names are no types, and null ones are absent. */
    private static Object value(JsonNode value) {
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode content = member.getValue();
            Object meaning =
                    content.isNull()
                            ? null
                            : switch (member.getKey()) {
                                case "S", "BOOL", "NULL" -> content;
                                case "N" -> number(content);
                                case "B" -> binary(content);
                                case "M" -> of(content);
                                case "L" -> list(content);
                                case "SS" -> set(content, node -> node);
                                case "NS" -> set(content, ItemMeaning::number);
                                case "BS" -> set(content, ItemMeaning::binary);
                                default -> null;
                            };
            if (meaning != null) {
                return List.of(member.getKey(), meaning);
            }
        }
        throw new AssertionError("accepted without a type: " + value);
    }

    /** A zero may have an exponent that no BigDecimal takes. */
    private static Object number(JsonNode node) {
        String text = node.asText().strip();
        return ZERO.matcher(text).matches()
                ? BigDecimal.ZERO
                : new BigDecimal(text).stripTrailingZeros();
    }

    private static Object binary(JsonNode text) {
        byte[] bytes = Base64.getDecoder().decode(text.asText());
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<Object> list(JsonNode elements) {
        List<Object> meanings = new ArrayList<>();
        elements.forEach(element -> meanings.add(value(element)));
        return meanings;
    }

    private static Set<Object> set(JsonNode members, Function<JsonNode, Object> meaning) {
        Set<Object> meanings = new HashSet<>();
        members.forEach(member -> meanings.add(meaning.apply(member)));
        return meanings;
    }
}
