package dev.penstock.wire.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Makes items as trees of JSON nodes: the model that our bytes are compared with. */
final class RandomItem {
    private static final int NESTING_MAX = 5;
    private static final String[] FRAGMENTS = {
        "a",
        "Z",
        "0",
        " ",
        "\"",
        "\\",
        "/",
        "\b",
        "\n",
        "\u0000",
        "\u001f",
        "\u007f",
        "é",
        "ß",
        "€",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "😀",
        "a longer piece of text",
        "{\"S\":"
    };

    private final SplittableRandom random;
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    RandomItem(SplittableRandom random) {
        this.random = random;
    }

    ObjectNode next() {
        return pairs(0);
    }

    private ObjectNode pairs(int level) {
        var object = nodes.objectNode();
        int count = random.nextInt(level == 0 ? 12 : 5);
        for (int i = 0; i < count; i++) {
            object.set(text(), value(level + 1));
        }
        return object;
    }

    private ObjectNode value(int level) {
        var value = nodes.objectNode();
        switch (random.nextInt(level < NESTING_MAX ? 10 : 8)) {
            case 0 -> value.put("S", text());
            case 1 -> value.put("N", number());
            case 2 -> value.put("B", binary());
            case 3 -> value.put("BOOL", random.nextBoolean());
            case 4 -> value.put("NULL", true);
            case 5 -> value.set("SS", members(this::text));
            case 6 -> value.set("NS", members(this::number));
            case 7 -> value.set("BS", members(this::binary));
            case 8 -> value.set("M", pairs(level));
            default -> value.set("L", list(level));
        }
        return value;
    }

    private ArrayNode list(int level) {
        var list = nodes.arrayNode();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            list.add(value(level + 1));
        }
        return list;
    }

    private ArrayNode members(Supplier<String> member) {
        Set<String> members = new HashSet<>();
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            members.add(member.get());
        }
        var array = nodes.arrayNode();
        members.forEach(array::add);
        return array;
    }

    private String text() {
        var text = new StringBuilder();
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
        }
        return text.toString();
    }

    /** In the form in which it must leave again. */
    private String number() {
        var digits =
                new BigInteger(random.nextInt(1, 126), new java.util.Random(random.nextLong()));
        int scale = random.nextInt(-80, 80);
        var value = new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private String binary() {
        byte[] bytes = new byte[random.nextInt(10)];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
