package dev.penstock.model.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Attribute values as DynamoDB's JSON has them, both ways, by way of Jackson. */
public final class ValueJson {
    public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ValueJson() {}

    public static ObjectNode item(Map<String, Value> item) {
        ObjectNode node = NODES.objectNode();
        item.forEach((name, value) -> node.set(name, value(value)));
        return node;
    }

    public static ObjectNode value(Value value) {
        JsonNode content =
                switch (value) {
                    case Value.Elements elements -> {
                        var array = NODES.arrayNode();
                        elements.values().forEach(element -> array.add(value(element)));
                        yield array;
                    }
                    case Value.Members members -> {
                        var array = NODES.arrayNode();
                        members.values().forEach(member -> array.add(scalar(member)));
                        yield array;
                    }
                    case Value.Fields fields -> item(fields.values());
                    case Value.Bool bool -> NODES.booleanNode(bool.value());
                    case Value.Null nothing -> NODES.booleanNode(true);
                    case Value.Text text -> NODES.textNode(scalar(text));
                    case Value.Num number -> NODES.textNode(scalar(number));
                    case Value.Bytes bytes -> NODES.textNode(scalar(bytes));
                };
        ObjectNode node = NODES.objectNode();
        node.set(value.type(), content);
        return node;
    }

    private static String scalar(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Num number -> spelled(number.number());
            case Value.Bytes bytes ->
                    Base64.getEncoder()
                            .encodeToString(bytes.latin1().getBytes(StandardCharsets.ISO_8859_1));
            case Value.Elements other -> throw new IllegalArgumentException(other.type());
            case Value.Members other -> throw new IllegalArgumentException(other.type());
            case Value.Fields other -> throw new IllegalArgumentException(other.type());
            case Value.Bool other -> throw new IllegalArgumentException(other.type());
            case Value.Null other -> throw new IllegalArgumentException(other.type());
        };
    }

    /** A number has many spellings; which one it gets depends on its digits alone. */
    private static String spelled(BigDecimal number) {
        return switch (number.unscaledValue().bitCount() % 3) {
            case 0 -> number.toPlainString();
            case 1 -> number.toString();
            default -> number.signum() > 0 ? "+" + number + "" : number.toEngineeringString();
        };
    }

    public static Map<String, Value> readItem(JsonNode node) {
        var item = new TreeMap<String, Value>();
        node.properties().forEach(entry -> item.put(entry.getKey(), read(entry.getValue())));
        return item;
    }

    private static Value read(JsonNode node) {
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        JsonNode content = only.getValue();
        return switch (only.getKey()) {
            case "BOOL" -> new Value.Bool(content.booleanValue());
            case "NULL" -> new Value.Null();
            case "L" -> {
                var values = new ArrayList<Value>();
                content.forEach(element -> values.add(read(element)));
                yield new Value.Elements(values);
            }
            case "M" -> new Value.Fields(readItem(content));
            case "SS", "NS", "BS" -> {
                Set<Value> members = new LinkedHashSet<>();
                String memberType = only.getKey().substring(0, 1);
                content.forEach(member -> members.add(readScalar(memberType, member)));
                yield new Value.Members(only.getKey(), members);
            }
            default -> readScalar(only.getKey(), content);
        };
    }

    private static Value readScalar(String type, JsonNode content) {
        String text = content.textValue();
        return switch (type) {
            case "S" -> new Value.Text(text);
            case "N" -> new Value.Num(new BigDecimal(text));
            case "B" ->
                    new Value.Bytes(
                            new String(
                                    Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1));
            default -> throw new IllegalArgumentException(type);
        };
    }
}
