package dev.penstock.expression;

import dev.penstock.expression.PlainUpdate.Action;
import dev.penstock.expression.PlainUpdate.Expression;
import dev.penstock.expression.PlainUpdate.ModelError;
import dev.penstock.expression.TestValues.Binary;
import dev.penstock.expression.TestValues.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes random items, and expressions as text together with what they mean over plain values. */
final class RandomExpressions {
    private static final List<String> NAMES = List.of("a1", "b1", "c1", "d1", "e1");
    private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> TYPES =
            List.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS");

    /** Values that expressions may name, by type. */
    private static final Map<String, Object> VALUES = values();

    /** A condition, and how strongly its outermost operator binds: 0 OR, 1 AND, 2 NOT, 3 none. */
    record Condition(String text, int binding, Predicate<Map<String, Object>> model) {
        String within(int outer) {
            return binding < outer ? "(" + text + ")" : text;
        }
    }

    record Operand(String text, Function<Map<String, Object>, @Nullable Object> model) {}

    record Value(String text, Expression model) {}

    record Transformation(String text, Function<Map<String, Object>, Object> model) {}

    private final SplittableRandom random;

    RandomExpressions(SplittableRandom random) {
        this.random = random;
    }

    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(":s0", "");
        values.put(":s1", "ab");
        values.put(":s2", "\ud834\udd1e");
        values.put(":s3", "\uffee");
        values.put(":n0", TestValues.number(0));
        values.put(":n1", TestValues.number(2));
        values.put(":n2", new BigDecimal("-1.5"));
        values.put(":b0", new Binary("a"));
        values.put(":b1", new Binary("a\u00ff"));
        values.put(":o0", true);
        values.put(":o1", TestValues.NULL);
        values.put(":l0", List.of());
        values.put(":l1", List.of(TestValues.number(2), "ab"));
        values.put(":m0", Map.of("a1", TestValues.number(2)));
        values.put(":x0", TestValues.strings("ab", "b"));
        values.put(":x1", TestValues.strings("b"));
        values.put(":y0", TestValues.numbers(0, 2));
        TYPES.forEach(type -> values.put(":t" + type, type));
        return values;
    }

    ExpressionContext context() {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        VALUES.forEach((name, value) -> encoded.put(name, TestValues.value(value)));
        return ExpressionContext.of(Map.of("#a", "a1", "#b", "b1"), encoded);
    }

    Map<String, Object> attributes() {
        Map<String, Object> attributes = new TreeMap<>();
        for (String name : NAMES) {
            if (random.nextInt(5) > 0) {
                attributes.put(name, plain(3));
            }
        }
        return attributes;
    }

    private Object plain(int depth) {
        if (depth > 0 && random.nextInt(5) < 2) {
            List<Object> list = new ArrayList<>();
            Map<String, Object> map = new TreeMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(plain(depth - 1));
                map.put(any(NAMES), plain(depth - 1));
            }
            return random.nextBoolean() ? list : map;
        }
        return value(any(placeholders("snboxylm")));
    }

    private static Object value(String placeholder) {
        return Objects.requireNonNull(VALUES.get(placeholder));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static List<String> placeholders(String kinds) {
        return VALUES.keySet().stream().filter(key -> kinds.indexOf(key.charAt(1)) >= 0).toList();
    }

    Condition condition(int depth) {
        int choice = depth == 0 ? 3 : random.nextInt(5);
        if (choice == 0) {
            var inner = condition(depth - 1);
            return new Condition("NOT " + inner.within(2), 2, inner.model().negate());
        }
        if (choice <= 2) {
            var left = condition(depth - 1);
            var right = condition(depth - 1);
            boolean isOr = choice == 1;
            int binding = isOr ? 0 : 1;
            var model = isOr ? left.model().or(right.model()) : left.model().and(right.model());
            String operator = isOr ? " OR " : " and ";
            String text = left.within(binding) + operator + right.within(binding);
            return new Condition(text, binding, model);
        }
        return test();
    }

    private Condition test() {
        var path = path();
        var subject = operand(path);
        return switch (random.nextInt(7)) {
            case 0 -> comparison(subject, path);
            case 1 -> between(subject);
            case 2 -> in(subject);
            case 3 ->
                    leaf(
                            "attribute_exists(" + subject.text() + ")",
                            item -> subject.model().apply(item) != null);
            case 4 -> {
                String type = any(TYPES);
                yield leaf(
                        "attribute_type (" + subject.text() + ", :t" + type + ")",
                        item -> PlainModel.typeName(subject.model().apply(item)).equals(type));
            }
            case 5 -> {
                var part = literal("snbolm");
                yield leaf(
                        "contains(" + subject.text() + "," + part.text() + ")",
                        item ->
                                PlainModel.contains(
                                        subject.model().apply(item), part.model().apply(item)));
            }
            default -> {
                var prefix = literal("sb");
                yield leaf(
                        "begins_with(" + subject.text() + ", " + prefix.text() + ")",
                        item ->
                                PlainModel.beginsWith(
                                        subject.model().apply(item), prefix.model().apply(item)));
            }
        };
    }

    private Condition comparison(Operand subject, List<Object> path) {
        String comparator = any(COMPARATORS);
        boolean isOrder = !"=".equals(comparator) && !"<>".equals(comparator);
        var right =
                random.nextInt(3) == 0 ? otherPath(path) : literal(isOrder ? "snb" : "snboxylm");
        boolean takesSize = random.nextInt(4) == 0;
        var left = takesSize ? size(subject) : subject;
        return leaf(
                left.text() + " " + comparator + right.text(),
                item ->
                        PlainModel.compares(
                                comparator, left.model().apply(item), right.model().apply(item)));
    }

    private Condition between(Operand subject) {
        var lower = literal("snb");
        var upper = operand(List.of("e1", "z"));
        var high = any(List.of(lower, upper));
        return leaf(
                subject.text() + " BETWEEN " + lower.text() + " AND " + high.text(),
                item -> {
                    Object value = subject.model().apply(item);
                    return PlainModel.compares(">=", value, lower.model().apply(item))
                            && PlainModel.compares("<=", value, high.model().apply(item));
                });
    }

    private Condition in(Operand subject) {
        var one = literal("snb");
        var two = literal("olmxy");
        return leaf(
                subject.text() + " in (" + one.text() + ", " + two.text() + ")",
                item -> {
                    Object value = subject.model().apply(item);
                    return PlainModel.compares("=", value, one.model().apply(item))
                            || PlainModel.compares("=", value, two.model().apply(item));
                });
    }

    private static Condition leaf(String text, Predicate<Map<String, Object>> model) {
        return new Condition(text, 3, model);
    }

    private static Operand size(Operand operand) {
        return new Operand(
                "size(" + operand.text() + ")",
                item -> PlainModel.size(operand.model().apply(item)));
    }

    private Operand otherPath(List<Object> path) {
        var other = path();
        return other.equals(path) ? literal("snb") : operand(other);
    }

    private Operand literal(String kinds) {
        String placeholder = any(placeholders(kinds));
        return new Operand(placeholder, item -> VALUES.get(placeholder));
    }

    private Operand operand(List<Object> path) {
        return new Operand(text(path), item -> PlainModel.resolve(item, path));
    }

    private List<Object> path() {
        List<Object> path = new ArrayList<>();
        path.add(any(NAMES));
        while (path.size() < 4 && random.nextInt(5) < 2) {
            path.add(random.nextBoolean() ? any(NAMES) : (Object) random.nextInt(4));
        }
        return path;
    }

    private String text(List<Object> path) {
        var text = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer) {
                text.append('[').append(step).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".");
                boolean isHidden = random.nextInt(4) == 0;
                text.append(isHidden && "a1".equals(step) ? "#a" : step);
            }
        }
        return text.toString();
    }

    private List<List<Object>> distinctPaths(int count) {
        List<List<Object>> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var path = path();
            if (paths.stream().noneMatch(other -> PlainModel.clash(path, other))) {
                paths.add(path);
            }
        }
        return paths;
    }

    Transformation projection() {
        var paths = distinctPaths(5);
        String text = paths.stream().map(this::text).collect(Collectors.joining(", "));
        return new Transformation(
                text,
                item -> {
                    Object projected = PlainModel.project(item, paths);
                    return projected == null ? Map.of() : projected;
                });
    }

    Transformation update() {
        List<Action> actions = new ArrayList<>();
        Map<String, String> sections = new LinkedHashMap<>();
        for (var path : distinctPaths(4)) {
            String section = any(List.of("SET", "SET", "REMOVE", "ADD", "DELETE"));
            String text = action(section, path, actions);
            sections.merge(section, text, (one, two) -> one + ", " + two);
        }
        String text =
                sections.entrySet().stream()
                        .map(section -> section.getKey() + " " + section.getValue())
                        .collect(Collectors.joining(" "));
        return new Transformation(text, item -> PlainUpdate.apply(item, actions));
    }

    private String action(String section, List<Object> path, List<Action> actions) {
        return switch (section) {
            case "SET" -> {
                var value = value();
                actions.add(new Action(path, PlainUpdate.set(value.model())));
                yield text(path) + " = " + value.text();
            }
            case "REMOVE" -> {
                actions.add(new Action(path, (current, old) -> null));
                yield text(path);
            }
            case "ADD" -> {
                String operand = any(placeholders("nxy"));
                actions.add(new Action(path, PlainUpdate.add(value(operand))));
                yield text(path) + " " + operand;
            }
            default -> {
                String operand = any(placeholders("xy"));
                actions.add(new Action(path, PlainUpdate.delete((Members) value(operand))));
                yield text(path) + " " + operand;
            }
        };
    }

    private Value value() {
        return switch (random.nextInt(4)) {
            case 0 -> choice("snboxylm");
            case 1 -> choice("l");
            case 2 -> listAppend();
            default -> arithmetic();
        };
    }

    /** A path, a value, or the value unless the path is there. */
    private Value choice(String kinds) {
        String placeholder = any(placeholders(kinds));
        Object literal = value(placeholder);
        var path = path();
        return switch (random.nextInt(3)) {
            case 0 -> new Value(placeholder, old -> literal);
            case 1 -> new Value(text(path), old -> required(PlainModel.resolve(old, path)));
            default ->
                    new Value(
                            "if_not_exists(" + text(path) + ", " + placeholder + ")",
                            old -> {
                                Object value = PlainModel.resolve(old, path);
                                return value == null ? literal : value;
                            });
        };
    }

    private Value listAppend() {
        var first = choice("l");
        var second = random.nextInt(3) == 0 ? listAppend() : choice("l");
        return new Value(
                "list_append(" + first.text() + ", " + second.text() + ")",
                old -> {
                    List<Object> list = new ArrayList<>(list(first.model().evaluate(old)));
                    list.addAll(list(second.model().evaluate(old)));
                    return list;
                });
    }

    private Value arithmetic() {
        var left = choice("n");
        var right = choice("n");
        boolean isSum = random.nextBoolean();
        return new Value(
                left.text() + (isSum ? " + " : "-") + right.text(),
                old -> {
                    var a = decimal(left.model().evaluate(old));
                    var b = decimal(right.model().evaluate(old));
                    return TestValues.number(isSum ? a.add(b) : a.subtract(b));
                });
    }

    private static Object required(@Nullable Object value) {
        if (value == null) {
            throw new ModelError(PlainUpdate.MISSING_OPERAND);
        }
        return value;
    }

    private static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new ModelError(PlainUpdate.WRONG_TYPE);
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        throw new ModelError(PlainUpdate.WRONG_TYPE);
    }
}
