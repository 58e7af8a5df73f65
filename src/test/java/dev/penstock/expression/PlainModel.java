package dev.penstock.expression;

import dev.penstock.expression.TestValues.Binary;
import dev.penstock.expression.TestValues.Members;
import dev.penstock.item.AttributeType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of expressions over plain values, as simple as they can be written. */
final class PlainModel {
    private PlainModel() {}

    /**
     * @param path names and indexes
     */
    static @Nullable Object resolve(@Nullable Object value, List<Object> path) {
        Object current = value;
        for (Object step : path) {
            current = child(current, step);
        }
        return current;
    }

    private static @Nullable Object child(@Nullable Object value, Object step) {
        if (step instanceof String name) {
            return value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        int index = (Integer) step;
        return value instanceof List<?> list && index < list.size() ? list.get(index) : null;
    }

    static boolean compares(String comparator, @Nullable Object left, @Nullable Object right) {
        boolean equal = left != null && left.equals(right);
        if ("=".equals(comparator) || "<>".equals(comparator)) {
            return equal == "=".equals(comparator);
        }
        Integer order = order(left, right);
        if (order == null) {
            return false;
        }
        return switch (comparator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static @Nullable Integer order(@Nullable Object left, @Nullable Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b);
        }
        if (left instanceof String a && right instanceof String b) {
            return Arrays.compareUnsigned(bytes(a), bytes(b));
        }
        if (left instanceof Binary a && right instanceof Binary b) {
            return Arrays.compareUnsigned(bytes(a), bytes(b));
        }
        return null;
    }

    private static byte[] bytes(Object value) {
        return value instanceof Binary binary
                ? binary.text().getBytes(StandardCharsets.ISO_8859_1)
                : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable Object size(@Nullable Object value) {
        return switch (value) {
            case String text -> TestValues.number(text.length());
            case Binary binary -> TestValues.number(binary.text().length());
            case List<?> list -> TestValues.number(list.size());
            case Map<?, ?> map -> TestValues.number(map.size());
            case Members members -> TestValues.number(members.values().size());
            case null, default -> null;
        };
    }

    static boolean contains(@Nullable Object value, @Nullable Object part) {
        return switch (value) {
            case String text -> part instanceof String other && text.contains(other);
            case Binary text -> part instanceof Binary other && text.text().contains(other.text());
            case List<?> list -> list.contains(part);
            case Members members ->
                    part != null && members.values().stream().anyMatch(part::equals);
            case null, default -> false;
        };
    }

    static boolean beginsWith(@Nullable Object value, @Nullable Object prefix) {
        if (value instanceof Binary text && prefix instanceof Binary other) {
            return text.text().startsWith(other.text());
        }
        return value instanceof String text
                && prefix instanceof String other
                && text.startsWith(other);
    }

    static String typeName(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> "S";
            case BigDecimal number -> "N";
            case Binary binary -> "B";
            case Boolean bool -> "BOOL";
            case List<?> list -> "L";
            case Map<?, ?> map -> "M";
            case Members members -> members.type().name();
            default -> "NULL";
        };
    }

    /** What remains of a value if only these paths are picked; null if nothing. */
    static @Nullable Object project(@Nullable Object value, List<List<Object>> paths) {
        if (paths.stream().anyMatch(List::isEmpty)) {
            return value;
        }
        Set<Object> steps = new LinkedHashSet<>();
        paths.forEach(path -> steps.add(path.getFirst()));
        Map<Object, Object> picked = new TreeMap<>();
        for (Object step : steps) {
            var rest =
                    paths.stream()
                            .filter(path -> path.getFirst().equals(step))
                            .map(path -> path.subList(1, path.size()))
                            .toList();
            Object part = project(child(value, step), rest);
            if (part != null) {
                picked.put(step, part);
            }
        }
        if (picked.isEmpty()) {
            return null;
        }
        return steps.iterator().next() instanceof String
                ? picked
                : new ArrayList<>(picked.values());
    }

    /** Whether one path leads through the other, or both treat one value as map and as list. */
    static boolean clash(List<Object> one, List<Object> two) {
        int common = 0;
        while (common < Math.min(one.size(), two.size())
                && one.get(common).equals(two.get(common))) {
            common++;
        }
        return common == one.size()
                || common == two.size()
                || one.get(common).getClass() != two.get(common).getClass();
    }

    static Members union(Members left, Members right) {
        var values = new TreeSet<>(left.values());
        values.addAll(right.values());
        return new Members(left.type(), values);
    }

    static Members difference(Members left, Members right) {
        var values = new TreeSet<>(left.values());
        values.removeAll(right.values());
        return new Members(left.type(), values);
    }

    static boolean isSet(@Nullable Object value, AttributeType type) {
        return value instanceof Members members && members.type() == type;
    }
}
