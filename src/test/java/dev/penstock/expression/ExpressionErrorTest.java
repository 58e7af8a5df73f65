package dev.penstock.expression;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * DynamoDB's error texts, to the letter: first of what is wrong with the text, then with values.
 */
class ExpressionErrorTest {
    private static final Map<String, String> NAMES = Map.of("#n", "name", "#a", "a");

    private static ExpressionContext context() {
        return TestValues.context(
                NAMES,
                ":s",
                "text",
                ":n",
                5,
                ":m",
                6,
                ":b",
                true,
                ":l",
                List.of(1),
                ":d",
                Map.of(),
                ":ss",
                TestValues.strings("x"),
                ":a",
                "a",
                ":z",
                "z");
    }

    private static void assertError(Runnable parse, String expected) {
        assertThatThrownBy(parse::run).isInstanceOf(RequestException.class).hasMessage(expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "condition-errors.txt", delimiter = '|', quoteCharacter = '`')
    void conditions(String text, String expected) {
        assertError(
                () -> Expressions.parseCondition(text, context()),
                "Invalid ConditionExpression: " + expected);
        assertError(
                () -> Expressions.parseFilter(text, context()),
                "Invalid FilterExpression: " + expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "update-errors.txt", delimiter = '|', quoteCharacter = '`')
    void updates(String text, String expected) {
        assertError(
                () -> Expressions.parseUpdate(text, context()),
                "Invalid UpdateExpression: " + expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "projection-errors.txt", delimiter = '|', quoteCharacter = '`')
    void projections(String text, String expected) {
        assertError(
                () -> Expressions.parseProjection(text, context()),
                "Invalid ProjectionExpression: " + expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "key-condition-errors.txt", delimiter = '|', quoteCharacter = '`')
    void keyConditions(String text, String expected) {
        assertError(
                () -> Expressions.parseKeyCondition(text, context()),
                "Invalid KeyConditionExpression: " + expected);
    }

    @Test
    void anEmptyExpressionIsRefused() {
        assertError(
                () -> Expressions.parseUpdate("", context()),
                "Invalid UpdateExpression: The expression can not be empty;");
    }

    @Test
    void anExpressionHasAtMost4096Bytes() {
        String text = "a = :s" + " ".repeat(4090);
        Expressions.parseCondition(text, context());
        assertError(
                () -> Expressions.parseCondition(text + " ", context()),
                "Invalid ConditionExpression: Expression size has exceeded the maximum allowed"
                        + " size; expression size: 4097");
    }

    @Test
    void anExpressionHasAtMost300Operators() {
        String text = "a=:s" + " OR a=:s".repeat(149);
        Expressions.parseFilter(text, context());
        assertError(
                () -> Expressions.parseFilter(text + " OR attribute_exists(a)", context()),
                "Invalid FilterExpression: The expression contains too many operators; operator"
                        + " count: 301");
    }

    @Test
    void inTakesAtMost100Operands() {
        String text = "a IN (:s" + ",:s".repeat(99);
        Expressions.parseCondition(text + ")", context());
        assertError(
                () -> Expressions.parseCondition(text + ",:s)", context()),
                "Invalid ConditionExpression: The IN operator is provided with too many operands;"
                        + " number of operands: 101");
    }

    @Test
    void deepParenthesesDoNotExhaustTheStack() {
        assertError(
                () -> Expressions.parseCondition("(".repeat(4096), context()),
                "Invalid ConditionExpression: The expression has redundant parentheses;");
        assertThatThrownBy(() -> Expressions.parseCondition("NOT ".repeat(1000), context()))
                .isInstanceOf(RequestException.class);
    }

    @Test
    void aPathHasAtMost32Elements() {
        String text = "a" + ".c".repeat(31);
        Expressions.parseProjection(text, context());
        assertError(
                () -> Expressions.parseProjection(text + "[0]", context()),
                "Invalid ProjectionExpression: The document path has too many nesting elements;"
                        + " nesting levels: 33");
    }

    @Test
    void namesAndValuesMustBeUsed() {
        var context = TestValues.context(Map.of("#x", "a"), ":y", 1);
        Expressions.parseProjection("b1", context);
        assertError(
                context::requireAllUsed,
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}");
        Expressions.parseProjection("#x", context);
        assertError(
                context::requireAllUsed,
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:y}");
        Expressions.parseCondition("b1 = :y", context);
        context.requireAllUsed();
    }

    @Test
    void placeholdersHaveAFixedForm() {
        assertError(
                () -> ExpressionContext.of(Map.of("x", "a"), null),
                "ExpressionAttributeNames contains invalid key: Syntax error; key: \"x\"");
        assertError(
                () -> ExpressionContext.of(Map.of("#a.b", "a"), null),
                "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#a.b\"");
        assertError(
                () -> ExpressionContext.of(null, Map.of(":", new byte[] {6})),
                "ExpressionAttributeValues contains invalid key: Syntax error; key: \":\"");
        assertError(
                () -> ExpressionContext.of(Map.of(), null),
                "ExpressionAttributeNames must not be empty");
    }

    @Test
    void keysStayOutOfAQuerysFilterAndOutOfUpdates() {
        assertError(
                () ->
                        Expressions.parseFilter("a = :s AND sk > :n", context())
                                .requireNoKeyAttributes(TestValues.SCHEMA),
                "Filter Expression can only contain non-primary key attributes: Primary key"
                        + " attribute: sk");
        assertError(
                () ->
                        Expressions.parseUpdate("SET a = :s, pk = :s", context())
                                .requireNoKeyAttributes(TestValues.SCHEMA),
                "One or more parameter values were invalid: Cannot update attribute pk. This"
                        + " attribute is part of the key");
    }
}
