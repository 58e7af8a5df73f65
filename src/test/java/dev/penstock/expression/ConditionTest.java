package dev.penstock.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions over parts that are written out: precedence, types, functions, gone attributes. */
class ConditionTest {
    private static final byte[] ITEM =
            TestValues.item(
                    "str",
                    "hello",
                    "num",
                    5,
                    "bin",
                    new TestValues.Binary("abc"),
                    "flag",
                    true,
                    "nil",
                    TestValues.NULL,
                    "elems",
                    List.of(1, "two", List.of(3)),
                    "doc",
                    TestValues.map("deep", TestValues.map("x", 1), "parts", List.of("a", "b")),
                    "ss",
                    TestValues.strings("a", "b"),
                    "ns",
                    TestValues.numbers(1, 2));

    private static boolean holds(String text, Object... values) {
        var context = TestValues.values(values);
        boolean holds = Expressions.parseCondition(text, context).holds(ITEM);
        context.requireAllUsed();
        return holds;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "num = :v | true",
                "num <> :v | false",
                "num < :v | false",
                "num <= :v | true",
                "num > :v | false",
                "num >= :v | true",
                "str = :v | false",
                "str <> :v | true",
                "str < :v | false",
                "str >= :v | false",
                "gone = :v | false",
                "gone <> :v | true",
                "gone < :v | false",
                "NOT gone = :v | true",
                "num IN (:v) | true",
                "num BETWEEN :v AND :v | true",
                "NOT num = :v OR num = :v | true",
                "NOT (num = :v OR num = :v) | false",
                "num <> :v AND num = :v OR num = :v | true",
                "num <> :v AND (num = :v OR num = :v) | false",
                "num = :v OR num = :v AND num <> :v | true",
                "size(str) = :v | true",
                "size(elems) < :v | true",
                "size(bin) <= :v | true",
                "size(doc) < :v | true",
                "size(ss) < :v | true",
                "size(num) <= :v | false",
                "size(gone) <= :v | false",
                "size(flag) <> :v | true",
                "contains(elems, :v) | false",
                "doc.deep.x < :v | true",
                "doc.deep.y < :v | false",
                "(num) = (:v) | true",
                "(size(str)) = :v | true"
            })
    void comparesWithFive(String condition, boolean expected) {
        assertThat(holds(condition, ":v", 5)).as(condition).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attribute_exists(str) | true",
                "attribute_exists(gone) | false",
                "attribute_not_exists(gone) | true",
                "attribute_not_exists(doc.deep.x) | false",
                "attribute_exists(doc.parts[1]) | true",
                "attribute_exists(doc.parts[2]) | false",
                "attribute_exists(str[0]) | false",
                "attribute_exists(elems.x) | false",
                "not attribute_exists(str) | false",
                "str = doc | false",
                "elems[0] = doc.deep.x | true",
                "elems[0] <> doc.deep.x | false",
                "contains(ss, doc.parts[0]) | true",
                "contains(ns, elems[0]) | true",
                "(attribute_exists(str)) and (attribute_exists(num)) | true"
            })
    void needsNoValues(String condition, boolean expected) {
        assertThat(holds(condition)).as(condition).isEqualTo(expected);
    }

    @Test
    void stringsAreSearchedForTheirParts() {
        assertThat(holds("contains(str, :v)", ":v", "ell")).isTrue();
        assertThat(holds("contains(str, :v)", ":v", "elo")).isFalse();
        assertThat(holds("contains(elems, :v)", ":v", "two")).isTrue();
        assertThat(holds("contains(elems, :v)", ":v", List.of(3))).isTrue();
        assertThat(holds("contains(bin, :v)", ":v", new TestValues.Binary("bc"))).isTrue();
        assertThat(holds("begins_with(str, :v)", ":v", "he")).isTrue();
        assertThat(holds("begins_with(str, :v)", ":v", "hello!")).isFalse();
        assertThat(holds("begins_with(bin, :v)", ":v", "ab")).isFalse();
    }

    @Test
    void everyTypeIsKnownByItsName() {
        assertThat(holds("attribute_type(nil, :v)", ":v", "NULL")).isTrue();
        assertThat(holds("attribute_type(flag, :v)", ":v", "BOOL")).isTrue();
        assertThat(holds("attribute_type(ns, :v)", ":v", "NS")).isTrue();
        assertThat(holds("attribute_type(ns, :v)", ":v", "SS")).isFalse();
        assertThat(holds("attribute_type(gone, :v)", ":v", "SS")).isFalse();
    }

    @Test
    void setsAreEqualWhateverTheirOrder() {
        assertThat(holds("ss = :v", ":v", TestValues.strings("b", "a"))).isTrue();
        assertThat(holds("ss = :v", ":v", TestValues.strings("b"))).isFalse();
        assertThat(holds("ss < :a OR num IN (:b, :c)", ":a", "x", ":b", 4, ":c", 5)).isTrue();
    }

    @Test
    void sizeOfAStringCountsUtf16Units() {
        byte[] item = TestValues.item("s", "\u00e9\ud834\udd1e");
        assertThat(
                        Expressions.parseCondition("size(s) = :n", TestValues.values(":n", 3))
                                .holds(item))
                .isTrue();
    }

    @Test
    void withoutAnItemNoAttributeExists() {
        var context = ExpressionContext.none();
        assertThat(Expressions.parseCondition("attribute_not_exists(pk)", context).holds(null))
                .isTrue();
        assertThat(Expressions.parseCondition("attribute_exists(pk)", context).holds(null))
                .isFalse();
    }
}
