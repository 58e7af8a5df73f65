package dev.penstock.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.error.RequestException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: whatever text a client sends, an expression is parsed or refused with a text for the
 * client, in bounded time and stack. Method: random characters, and random sequences of real
 * tokens.
 */
class ExpressionFuzzTest {
    private static final int ROUNDS = 400;
    private static final List<String> PIECES =
            List.of(
                    "a1",
                    "b1",
                    "#a",
                    "#n",
                    ":s1",
                    ":n1",
                    ":l1",
                    ":x0",
                    ":gone",
                    "size",
                    "contains",
                    "if_not_exists",
                    "list_append",
                    "begins_with",
                    "attribute_type",
                    "name",
                    "(",
                    ")",
                    "[",
                    "]",
                    ".",
                    ",",
                    "=",
                    "<>",
                    "<",
                    "<=",
                    ">",
                    ">=",
                    "+",
                    "-",
                    "0",
                    "17",
                    "99999999999",
                    "AND",
                    "or",
                    "NOT",
                    "BETWEEN",
                    "IN",
                    "SET",
                    "remove",
                    "ADD",
                    "DELETE",
                    "\"x\"",
                    "'",
                    "\ud834\udd1e",
                    "\ud834",
                    "_",
                    "@");

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void everyTextIsParsedOrRefused(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String text = random.nextBoolean() ? pieces(random) : characters(random);
            int kind = random.nextInt(5);
            try {
                parse(kind, text);
            } catch (RequestException e) {
                assertThat(e.text()).as(text).isNotBlank();
            }
        }
    }

    private static void parse(int kind, String text) {
        var context = new RandomExpressions(new SplittableRandom(0)).context();
        switch (kind) {
            case 0 -> Expressions.parseCondition(text, context).holds(TestValues.item("a1", 1));
            case 1 -> Expressions.parseFilter(text, context).holds(TestValues.item("a1", 1));
            case 2 ->
                    Expressions.parseUpdate(text, context)
                            .apply(TestValues.item("a1", 1), TestValues.key());
            case 3 -> Expressions.parseProjection(text, context).project(TestValues.item("a1", 1));
            default -> Expressions.parseKeyCondition(text, context).range(TestValues.SCHEMA);
        }
    }

    private static String pieces(SplittableRandom random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
            text.append(random.nextInt(3) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private static String characters(SplittableRandom random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            text.append(
                    (char)
                            (random.nextInt(20) == 0
                                    ? random.nextInt(65_536)
                                    : random.nextInt(128)));
        }
        return text.toString();
    }
}
