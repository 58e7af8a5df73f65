package dev.penstock.expression;

import dev.penstock.error.RequestException;
import dev.penstock.fuzz.Allocation;
import dev.penstock.fuzz.FuzzInput;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Goal: any text, and any of the older parameters, is refused with words for the client, or means
 * the same each time it is evaluated, at a bounded cost. Method: the first byte chooses the kind
 * and the item; the rest is the text, or picks attributes, operators and values.
 */
public final class ExpressionFuzz {
    private static final long ALLOCATED_BYTES_MAX = 4 << 20;
    private static final List<String> ATTRIBUTES = List.of("a1", "b1", "c1", "pk", "sk", "\u00e9");
    private static final List<String> ACTIONS = List.of("PUT", "ADD", "DELETE");
    private static final List<byte[]> VALUES =
            List.of(
                    TestValues.value("ab"),
                    TestValues.value(""),
                    TestValues.value(2),
                    TestValues.value(new BigDecimal("-1.5E-20")),
                    TestValues.value(new TestValues.Binary("a\u00ff")),
                    TestValues.value(true),
                    TestValues.value(TestValues.NULL),
                    TestValues.value(List.of("ab", 2)),
                    TestValues.value(Map.of("a1", 2)),
                    TestValues.value(TestValues.strings("ab", "b")),
                    TestValues.value(TestValues.numbers(0, 2)));
    private static final List<byte[]> ITEMS =
            List.of(
                    TestValues.key(),
                    TestValues.item("a1", "ab", "b1", 2),
                    TestValues.item(
                            "a1",
                            List.of("ab", List.of(2, Map.of("b1", List.of(1))), 3),
                            "b1",
                            TestValues.strings("ab", "b"),
                            "c1",
                            Map.of("a1", Map.of("b1", List.of(1, 2, 3)), "c1", "ab"),
                            "\u00e9",
                            TestValues.numbers(0, 2)));

    private ExpressionFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Allocation.atMost(ALLOCATED_BYTES_MAX, () -> judge(new FuzzInput(input)));
    }

    private static void judge(FuzzInput choices) {
        int choice = choices.next();
        int kind = choice & 7;
        int which = (choice >> 3) % (ITEMS.size() + 1);
        byte[] item = which == ITEMS.size() ? null : ITEMS.get(which);
        try {
            switch (kind) {
                case 0, 1, 2, 3, 4 -> expression(kind, choices.rest(), item);
                case 5 -> requireStable(expected(choices), item);
                case 6 -> requireStable(updates(choices), item);
                default -> requireRange(LegacyParameters.keyConditions(conditions(choices)));
            }
        } catch (RequestException refused) {
            if (refused.text().isBlank() || refused.code().httpStatus() != 400) {
                throw new AssertionError("refused with " + refused.code(), refused);
            }
        }
    }

    private static void expression(int kind, byte[] utf8, byte @Nullable [] item) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        var context = new RandomExpressions(new SplittableRandom(0)).context();
        switch (kind) {
            case 0 -> requireStable(Expressions.parseCondition(text, context), item);
            case 1 -> requireStable(Expressions.parseFilter(text, context), item);
            case 2 -> requireStable(Expressions.parseUpdate(text, context), item);
            case 3 -> requireStable(Expressions.parseProjection(text, context), item);
            default -> requireRange(Expressions.parseKeyCondition(text, context));
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > Expressions.EXPRESSION_BYTES_MAX) {
            throw new AssertionError("an expression of " + text.length() + " characters");
        }
    }

    private static void requireStable(Condition condition, byte @Nullable [] item) {
        boolean first = condition.holds(item);
        if (condition.holds(item) != first) {
            throw new AssertionError("a condition holds and does not");
        }
    }

    private static void requireStable(Update update, byte @Nullable [] item) {
        byte[] before = item == null ? null : item.clone();
        byte[] made = update.apply(item, TestValues.key()).newItem();
        byte[] again = update.apply(item, TestValues.key()).newItem();
        if (!Arrays.equals(made, again) || !Arrays.equals(before, item)) {
            throw new AssertionError("an update made two items of one");
        }
        if (made != null) {
            requireWhole(made);
        }
    }

    private static void requireStable(Projection projection, byte @Nullable [] item) {
        if (item != null) {
            requireWhole(projection.project(item));
        }
    }

    /** Every attribute can be decoded. */
    private static void requireWhole(byte[] item) {
        TestValues.decode(item);
    }

    private static void requireRange(KeyCondition condition) {
        condition.range(TestValues.SCHEMA);
    }

    private static Condition expected(FuzzInput choices) {
        Map<String, LegacyExpected> entries = new LinkedHashMap<>();
        int operator = choices.next();
        while (!choices.isEmpty() && entries.size() < 4) {
            int given = choices.next();
            entries.put(
                    any(ATTRIBUTES, choices),
                    new LegacyExpected(
                            (given & 1) != 0 ? any(VALUES, choices) : null,
                            (given & 2) != 0 ? Boolean.valueOf((given & 4) != 0) : null,
                            (given & 8) != 0 ? operator(choices) : null,
                            (given & 16) != 0 ? values(choices) : null));
        }
        return LegacyParameters.expected(entries, conditional(operator));
    }

    private static @Nullable String conditional(int choice) {
        return switch (choice % 3) {
            case 0 -> null;
            case 1 -> "AND";
            default -> "OR";
        };
    }

    private static Update updates(FuzzInput choices) {
        Map<String, LegacyUpdate> entries = new LinkedHashMap<>();
        while (!choices.isEmpty() && entries.size() < 4) {
            entries.put(
                    any(ATTRIBUTES, choices),
                    new LegacyUpdate(
                            choices.flag() ? any(VALUES, choices) : null,
                            choices.flag() ? any(ACTIONS, choices) : null));
        }
        return LegacyParameters.attributeUpdates(entries);
    }

    private static Map<String, LegacyCondition> conditions(FuzzInput choices) {
        Map<String, LegacyCondition> entries = new LinkedHashMap<>();
        while (!choices.isEmpty() && entries.size() < 4) {
            entries.put(
                    any(ATTRIBUTES, choices),
                    new LegacyCondition(operator(choices), values(choices)));
        }
        return entries;
    }

    private static String operator(FuzzInput choices) {
        return any(List.of(LegacyOperator.values()), choices).name();
    }

    private static List<byte[]> values(FuzzInput choices) {
        List<byte[]> values = new ArrayList<>();
        for (int i = choices.next() % 4; i > 0; i--) {
            values.add(any(VALUES, choices));
        }
        return values;
    }

    private static <T> T any(List<T> list, FuzzInput choices) {
        return list.get(choices.next() % list.size());
    }
}
