package dev.penstock.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters from before expressions: what they mean, and their error texts. */
class LegacyParametersTest {
    private static final byte[] ITEM =
            TestValues.item(
                    "n", 5, "s", "text", "ss", TestValues.strings("a"), "elems", List.of("x"));

    private static LegacyCondition condition(String operator, Object... values) {
        return new LegacyCondition(operator, Arrays.stream(values).map(TestValues::value).toList());
    }

    private static boolean holds(String attribute, String operator, Object... values) {
        return LegacyParameters.filter(Map.of(attribute, condition(operator, values)), null)
                .holds(ITEM);
    }

    @Test
    void everyOperatorHasItsMeaning() {
        assertThat(holds("n", "EQ", 5)).isTrue();
        assertThat(holds("n", "NE", 5)).isFalse();
        assertThat(holds("gone", "NE", 5)).isTrue();
        assertThat(holds("n", "LE", 5)).isTrue();
        assertThat(holds("n", "LT", 5)).isFalse();
        assertThat(holds("n", "GE", 5)).isTrue();
        assertThat(holds("n", "GT", 4)).isTrue();
        assertThat(holds("n", "BETWEEN", 4, 6)).isTrue();
        assertThat(holds("n", "IN", 4, 6)).isFalse();
        assertThat(holds("n", "NOT_NULL")).isTrue();
        assertThat(holds("n", "NULL")).isFalse();
        assertThat(holds("ss", "CONTAINS", "a")).isTrue();
        assertThat(holds("s", "CONTAINS", "ex")).isTrue();
        assertThat(holds("elems", "NOT_CONTAINS", "x")).isFalse();
        assertThat(holds("s", "BEGINS_WITH", "te")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EQ | 0 | Invalid number of argument(s) for the EQ ComparisonOperator",
                "BETWEEN | 1 | Invalid number of argument(s) for the BETWEEN ComparisonOperator",
                "IN | 0 | Invalid number of argument(s) for the IN ComparisonOperator",
                "NULL | 1 | Invalid number of argument(s) for the NULL ComparisonOperator"
            })
    void everyOperatorTakesItsNumberOfValues(String operator, int count, String expected) {
        var values = new Object[count];
        Arrays.fill(values, "v");
        assertThatThrownBy(() -> holds("s", operator, values))
                .hasMessage("One or more parameter values were invalid: " + expected);
    }

    @Test
    void valuesMustHaveATypeThatTheOperatorKnows() {
        assertThatThrownBy(() -> holds("s", "LT", TestValues.strings("a")))
                .hasMessage(
                        "One or more parameter values were invalid: ComparisonOperator LT is not"
                                + " valid for SS AttributeValue type");
        assertThatThrownBy(() -> holds("s", "IN", "a", 1))
                .hasMessage(
                        "One or more parameter values were invalid: AttributeValues inside"
                                + " AttributeValueList must all be of the same type");
        assertThatThrownBy(() -> holds("s", "BETWEEN", 2, 1))
                .hasMessage(
                        "The BETWEEN condition was provided a range where the lower bound is"
                                + " greater than the upper bound");
    }

    @Test
    void conditionsAreJoinedByTheConditionalOperator() {
        var filter = Map.of("n", condition("EQ", 5), "s", condition("EQ", "no"));
        assertThat(LegacyParameters.filter(filter, null).holds(ITEM)).isFalse();
        assertThat(LegacyParameters.filter(filter, "AND").holds(ITEM)).isFalse();
        assertThat(LegacyParameters.filter(filter, "OR").holds(ITEM)).isTrue();
        assertThatThrownBy(() -> LegacyParameters.filter(Map.of(), "OR"))
                .hasMessage(
                        "One or more parameter values were invalid: ConditionalOperator cannot be"
                                + " used without Filter or Expected");
        assertThatThrownBy(() -> LegacyParameters.filter(Map.of("n", condition("EQ", 5)), "OR"))
                .hasMessage(
                        "One or more parameter values were invalid: ConditionalOperator can only"
                                + " be used when Filter or Expected has two or more elements");
    }

    private static boolean expected(
            @Nullable Object value,
            @Nullable Boolean exists,
            @Nullable String operator,
            @Nullable List<Object> values) {
        var entry =
                new LegacyExpected(
                        value == null ? null : TestValues.value(value),
                        exists,
                        operator,
                        values == null ? null : values.stream().map(TestValues::value).toList());
        return LegacyParameters.expected(Map.of("n", entry), null).holds(ITEM);
    }

    @Test
    void expectedComparesOrAsksForAbsence() {
        assertThat(expected(5, null, null, null)).isTrue();
        assertThat(expected(5, true, null, null)).isTrue();
        assertThat(expected(6, true, null, null)).isFalse();
        assertThat(expected(null, false, null, null)).isFalse();
        assertThat(expected(4, null, "GT", null)).isTrue();
        assertThat(expected(null, null, "BETWEEN", List.of(4, 6))).isTrue();
        assertThat(expected(null, null, "NOT_NULL", null)).isTrue();
        assertThat(LegacyParameters.expected(Map.of(), null).holds(null)).isTrue();
    }

    @Test
    void expectedRefusesWhatDoesNotGoTogether() {
        assertExpected("Value must be provided when Exists is true", null, true, null, null);
        assertExpected("Value must be provided when Exists is null", null, null, null, null);
        assertExpected("Value cannot be used when Exists is false", 5, false, null, null);
        assertExpected(
                "Exists and ComparisonOperator cannot be used together", null, true, "NULL", null);
        assertExpected(
                "AttributeValueList can only be used with a ComparisonOperator",
                null,
                true,
                null,
                List.of(1));
        assertExpected(
                "Value and AttributeValueList cannot be used together", 5, null, "EQ", List.of(1));
        assertExpected(
                "Value or AttributeValueList must be used with ComparisonOperator: EQ",
                null,
                null,
                "EQ",
                null);
    }

    private static void assertExpected(
            String text,
            @Nullable Object value,
            @Nullable Boolean exists,
            @Nullable String operator,
            @Nullable List<Object> values) {
        assertThatThrownBy(() -> expected(value, exists, operator, values))
                .hasMessage(
                        "1 validation error detected: One or more parameter values were invalid: "
                                + text
                                + " for Attribute: n");
    }

    private static byte[] update(@Nullable Object value, @Nullable String action) {
        var entry = new LegacyUpdate(value == null ? null : TestValues.value(value), action);
        var updates = Map.of(value instanceof List ? "elems" : "n", entry);
        return TestValues.newItem(
                LegacyParameters.attributeUpdates(updates).apply(ITEM, TestValues.key()));
    }

    @Test
    void attributeUpdatesPutAddAndDelete() {
        assertThat(TestValues.decode(update("x", null))).containsEntry("n", "x");
        assertThat(TestValues.decode(update(1, "ADD"))).containsEntry("n", TestValues.number(6));
        assertThat(TestValues.decode(update(List.of("y"), "ADD")))
                .containsEntry("elems", List.of("x", "y"));
        assertThat(TestValues.decode(update(null, "DELETE"))).doesNotContainKey("n");
        assertThat(
                        LegacyParameters.attributeUpdates(Map.of())
                                .apply(null, TestValues.key())
                                .newItem())
                .isEqualTo(TestValues.key());
    }

    @Test
    void attributeUpdatesRefuseWhatTheyCannotDo() {
        assertThatThrownBy(() -> update(null, "PUT"))
                .hasMessage(
                        "One or more parameter values were invalid: Only DELETE action is allowed"
                                + " when no attribute value is specified");
        assertThatThrownBy(() -> update("x", "DELETE"))
                .hasMessage(
                        "One or more parameter values were invalid: DELETE action with value is"
                                + " not supported for the type STRING");
        assertThatThrownBy(() -> update(true, "ADD"))
                .hasMessage(
                        "One or more parameter values were invalid: ADD action is not supported"
                                + " for the type BOOLEAN");
        assertThatThrownBy(() -> update(TestValues.strings("x"), "ADD"))
                .hasMessage("Type mismatch for attribute to update");
    }

    @Test
    void keyConditionsSelectLikeTheirExpressions() {
        var range =
                LegacyParameters.keyConditions(
                                Map.of("pk", condition("EQ", "p"), "sk", condition("GT", 3)))
                        .range(TestValues.SCHEMA);
        byte[] three = dev.penstock.item.NumberBytes.of(3);
        byte[] four = dev.penstock.item.NumberBytes.of(4);
        assertThat(range.sortRange().contains(three, 0, three.length)).isFalse();
        assertThat(range.sortRange().contains(four, 0, four.length)).isTrue();
        assertThatThrownBy(() -> LegacyParameters.keyConditions(Map.of("pk", condition("NE", "p"))))
                .hasMessage("Attempted conditional constraint is not an indexable operation");
    }

    @Test
    void attributesToGetAreTopLevelNamesAsTheyStand() {
        byte[] item = TestValues.item("a.b", 1, "c", 2);
        var projection = LegacyParameters.attributesToGet(List.of("a.b"));
        assertThat(TestValues.decode(projection.project(item))).containsOnlyKeys("a.b");
        assertThatThrownBy(() -> LegacyParameters.attributesToGet(List.of("a", "a")))
                .hasMessage(
                        "One or more parameter values were invalid: Duplicate value in attribute"
                                + " name: a");
    }
}
