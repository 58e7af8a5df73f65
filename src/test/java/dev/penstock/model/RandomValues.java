package dev.penstock.model;

import dev.penstock.model.language.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Attribute values and names, few enough that they meet again and again. */
final class RandomValues {
    static final List<String> SCALARS = List.of("S", "N", "B");
    static final List<String> SETS = List.of("SS", "NS", "BS");
    static final List<String> TYPES =
            List.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");

    private static final List<String> NAMES =
            List.of("alpha", "num", "tags", "list1", "doc", "note2", "size", "name", "a.b", "é x");
    private static final List<String> TEXTS =
            List.of("", "a", "ab", "abc", "b", "ba", "B", "é", "\uFFFD", "\uD801\uDC37", "a\u0000");
    private static final List<String> BYTES =
            List.of("\u0000", "\u0000\u0001", "\u0001a", "a", "\u007F", "\u00FF", "\u00FF\u00FF");
    private static final List<String> NUMBERS =
            List.of(
                    "0.5",
                    "-1.25",
                    "3.14159",
                    "100",
                    "1E10",
                    "-1E-10",
                    "12345678901234567890",
                    "99999999999999999999999999999999999999",
                    "-9.9999999999999999999999999999999999999E+125",
                    "1E-130");
    private static final int LARGE_WORDS_MAX = 20_000;
    private static final int DEPTH_MAX = 3;
    private static final int TYPED_NAMES = 5;

    private final Random random;
    private final boolean large;

    /**
     * @param large some attributes are texts of many kilobytes
     */
    RandomValues(Random random, boolean large) {
        this.random = random;
        this.large = large;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String name() {
        return oneOf(NAMES);
    }

    /** Any attribute but the keys. */
    Map<String, Value> attributes(ModelTable table) {
        var item = new TreeMap<String, Value>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = large && i == 1 ? "note2" : name();
            if (!table.isKey(name)) {
                item.put(name, of(name));
            }
        }
        return item;
    }

    /** Most attributes mostly have the type that their name suggests. */
    private Value of(String name) {
        if (large && name.equals("note2")) {
            return new Value.Text("large ".repeat(random.nextInt(LARGE_WORDS_MAX)));
        }
        if (NAMES.indexOf(name) >= TYPED_NAMES || random.nextInt(4) == 0) {
            return any();
        }
        return switch (name) {
            case "alpha" -> scalar(oneOf(SCALARS));
            case "num" -> scalar("N");
            case "tags" -> ofType(oneOf(SETS));
            case "list1" -> ofType("L");
            default -> ofType("M");
        };
    }

    Value any() {
        return ofType(oneOf(TYPES));
    }

    Value ofType(String type) {
        return ofType(type, 0);
    }

    private Value ofType(String type, int depth) {
        return switch (type) {
            case "BOOL" -> new Value.Bool(random.nextBoolean());
            case "NULL" -> new Value.Null();
            case "SS", "NS", "BS" -> members(type);
            case "L" -> {
                var values = new ArrayList<Value>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    values.add(inner(depth));
                }
                yield new Value.Elements(values);
            }
            case "M" -> {
                var fields = new TreeMap<String, Value>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    fields.put(name(), inner(depth));
                }
                yield new Value.Fields(fields);
            }
            default -> scalar(type);
        };
    }

    private Value inner(int depth) {
        return depth >= DEPTH_MAX || random.nextBoolean()
                ? scalar(oneOf(SCALARS))
                : ofType(oneOf(TYPES), depth + 1);
    }

    private Value.Members members(String type) {
        Set<Value> members = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            members.add(scalar(type.substring(0, 1)));
        }
        return new Value.Members(type, members);
    }

    Value scalar(String type) {
        return switch (type) {
            case "S" -> new Value.Text(oneOf(TEXTS));
            case "N" -> number();
            case "B" -> new Value.Bytes(random.nextInt(8) == 0 ? "" : oneOf(BYTES));
            default -> throw new IllegalArgumentException(type);
        };
    }

    private Value number() {
        return random.nextInt(4) == 0
                ? new Value.Num(new BigDecimal(oneOf(NUMBERS)))
                : Value.number(random.nextInt(12) - 3);
    }

    /** Distinct values that may be keys, in their order. */
    List<Value> keys(String type, int count) {
        Set<Value> keys = new TreeSet<>(Value::compareWith);
        while (keys.size() < count) {
            keys.add(key(type));
        }
        return List.copyOf(keys);
    }

    private Value key(String type) {
        Value first = scalar(type);
        return switch (first) {
            case Value.Text(String text) ->
                    new Value.Text(text + (char) ('0' + random.nextInt(75)));
            case Value.Bytes(String bytes) -> new Value.Bytes(bytes + (char) random.nextInt(256));
            default -> random.nextBoolean() ? first : Value.number(random.nextInt(200) - 100);
        };
    }
}
