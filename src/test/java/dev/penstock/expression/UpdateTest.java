package dev.penstock.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.item.ItemBytes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates of items that are written out: every action, nested paths, errors at run time. */
class UpdateTest {
    private static final Map<String, Object> OLD =
            TestValues.map(
                    "n",
                    5,
                    "s",
                    "text",
                    "ss",
                    TestValues.strings("a", "b"),
                    "elems",
                    List.of("e0", "e1", "e2"),
                    "doc",
                    TestValues.map("x", 1, "deep", TestValues.map("y", 2)));
    private static final Object[] VALUES = {
        ":one",
        1,
        ":t",
        "new",
        ":sa",
        TestValues.strings("a"),
        ":sac",
        TestValues.strings("a", "c"),
        ":sab",
        TestValues.strings("a", "b"),
        ":el",
        List.of("x"),
        ":ns",
        TestValues.numbers(1, 2)
    };

    private static UpdateResult apply(byte @Nullable [] old, String text) {
        var update = Expressions.parseUpdate(text, TestValues.values(VALUES));
        return update.apply(old, TestValues.key());
    }

    /** The updated item with these changes against the old one; null is an attribute that went. */
    private static void assertUpdate(String text, Object... changes) {
        var expected = new TreeMap<>(TestValues.decode(TestValues.encode(OLD)));
        for (int i = 0; i < changes.length; i += 2) {
            if (TestValues.NULL.equals(changes[i + 1])) {
                expected.remove((String) changes[i]);
            } else {
                expected.put((String) changes[i], changes[i + 1]);
            }
        }
        byte[] result = TestValues.newItem(apply(TestValues.encode(OLD), text));
        assertThat(TestValues.decode(result)).as(text).isEqualTo(canonical(expected));
        assertThat(result).as("canonical form").isEqualTo(TestValues.encode(canonical(expected)));
    }

    private static Map<String, Object> canonical(Map<String, Object> attributes) {
        return TestValues.decode(TestValues.encode(attributes));
    }

    @Test
    void setReplacesAddsAndCalculates() {
        assertUpdate("SET s = :t, fresh = :one", "s", "new", "fresh", 1);
        assertUpdate("SET n = n + :one", "n", 6);
        assertUpdate("SET n = (:one - n)", "n", -4);
        assertUpdate("SET n = if_not_exists(n, :one) + :one", "n", 6);
        assertUpdate("SET m1 = if_not_exists(m1, :one) + :one", "m1", 2);
        assertUpdate("SET c = if_not_exists(doc.deep.y, :t)", "c", 2);
        assertUpdate(
                "SET elems = list_append(elems, :el)", "elems", List.of("e0", "e1", "e2", "x"));
        assertUpdate(
                "SET elems = list_append(:el, if_not_exists(gone, :el))",
                "elems",
                List.of("x", "x"));
    }

    @Test
    void allRightHandSidesReadTheOldItem() {
        assertUpdate("SET n = s, s = n", "n", "text", "s", 5);
        assertUpdate("SET a1 = n REMOVE n", "a1", 5, "n", TestValues.NULL);
    }

    @Test
    void removeTakesAttributesAndElements() {
        assertUpdate("REMOVE s, gone", "s", TestValues.NULL);
        assertUpdate("REMOVE elems[0], elems[2], elems[9]", "elems", List.of("e1"));
        assertUpdate("REMOVE doc.deep.gone, doc.x", "doc", Map.of("deep", Map.of("y", 2)));
    }

    @Test
    void elementsSetBehindTheEndAreAppended() {
        assertUpdate(
                "SET elems[9] = :t, elems[7] = :one, elems[1] = n",
                "elems",
                List.of("e0", 5, "e2", 1, "new"));
        assertUpdate("REMOVE elems[0] SET elems[1] = :t", "elems", List.of("new", "e2"));
    }

    @Test
    void nestedPathsChangeOnlyTheirEnds() {
        assertUpdate(
                "SET doc.deep.z = :t, doc.a1 = :one ADD doc.x :one",
                "doc",
                Map.of("a1", 1, "x", 2, "deep", Map.of("y", 2, "z", "new")));
    }

    @Test
    void addCountsAndUnites() {
        assertUpdate("ADD n :one, m1 :one", "n", 6, "m1", 1);
        assertUpdate("ADD ss :sac", "ss", TestValues.strings("a", "b", "c"));
        assertUpdate("ADD ns :ns", "ns", TestValues.numbers(1, 2));
    }

    @Test
    void deleteTakesMembersAndTheEmptiedSet() {
        assertUpdate("DELETE ss :sac, gone :sa", "ss", TestValues.strings("b"));
        assertUpdate("DELETE ss :sab", "ss", TestValues.NULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET gone.x = :t",
                "SET doc[0] = :t",
                "SET elems.x = :t",
                "SET doc.gone.x = :t",
                "SET elems[7].x = :t",
                "REMOVE gone.x",
                "REMOVE s[0]",
                "ADD gone.x :one"
            })
    void aPathMustLeadIntoADocument(String text) {
        assertThatThrownBy(() -> apply(TestValues.encode(OLD), text))
                .hasMessage(
                        "The document path provided in the update expression is invalid for"
                                + " update");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SET a1 = gone", "SET a1 = gone + :one", "SET a1 = list_append(gone, :el)"})
    void anOperandMustExist(String text) {
        assertThatThrownBy(() -> apply(TestValues.encode(OLD), text))
                .hasMessage(
                        "The provided expression refers to an attribute that does not exist in the"
                                + " item");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a1 = s + :one",
                "SET a1 = list_append(n, :el)",
                "ADD s :one",
                "ADD ss :ns",
                "DELETE n :sa",
                "DELETE ss :ns"
            })
    void anOperandMustHaveTheRightType(String text) {
        assertThatThrownBy(() -> apply(TestValues.encode(OLD), text))
                .hasMessage("An operand in the update expression has an incorrect data type");
    }

    @Test
    void aSumMustBeANumberThatFits() {
        var huge = new BigDecimal("9E125");
        var update =
                Expressions.parseUpdate("ADD n :h", TestValues.values(":h", huge.toBigInteger()));
        byte[] old = TestValues.item("n", huge.toBigInteger());
        assertThatThrownBy(() -> update.apply(old, TestValues.key()))
                .hasMessageStartingWith("Number overflow.");
    }

    @Test
    void aNewItemBeginsWithItsKey() {
        byte[] created = apply(null, "SET n = :one, doc = :el").newItem();
        assertThat(created).isEqualTo(TestValues.item("doc", List.of("x"), "n", 1));
    }

    @Test
    void whatOnlyTakesAwayCreatesNoItem() {
        assertThat(apply(null, "REMOVE n DELETE ss :sa").newItem()).isNull();
        assertThat(apply(null, "REMOVE n ADD m1 :one").newItem()).isNotNull();
    }

    @Test
    void theResultMayNotBeTooLarge() {
        var update =
                Expressions.parseUpdate(
                        "SET a1 = :v", TestValues.values(":v", "x".repeat(409_600)));
        assertThatThrownBy(() -> update.apply(null, TestValues.key()))
                .hasMessage("Item size to update has exceeded the maximum allowed size");
    }

    @Test
    void touchedPartsAreThoseOfTheUpdatesPaths() {
        var result = apply(TestValues.encode(OLD), "SET doc.deep.y = :t, fresh = :one REMOVE s");
        assertThat(decoded(result.updatedOld()))
                .isEqualTo(canonical(Map.of("doc", Map.of("deep", Map.of("y", 2)), "s", "text")));
        assertThat(decoded(result.updatedNew()))
                .isEqualTo(
                        canonical(Map.of("doc", Map.of("deep", Map.of("y", "new")), "fresh", 1)));
    }

    @Test
    void touchedElementsAreThoseAtTheSameIndex() {
        var removed = apply(TestValues.encode(OLD), "REMOVE elems[0]");
        assertThat(decoded(removed.updatedOld())).isEqualTo(Map.of("elems", List.of("e0")));
        assertThat(decoded(removed.updatedNew())).isEqualTo(Map.of("elems", List.of("e1")));
        assertThat(apply(TestValues.encode(OLD), "SET elems[9] = :t").updatedNew()).isNull();
        assertThat(apply(TestValues.encode(OLD), "REMOVE s").updatedNew()).isNull();
    }

    private static Map<String, Object> decoded(byte @Nullable [] item) {
        return item == null ? Map.of() : TestValues.decode(item);
    }

    @Test
    void theSizeOfTheItemIsKept() {
        byte[] result =
                TestValues.newItem(
                        apply(TestValues.encode(OLD), "SET fresh = elems REMOVE doc.x, s"));
        byte[] written = TestValues.encode(TestValues.decode(result));
        assertThat(ItemBytes.sizeBytes(result)).isEqualTo(ItemBytes.sizeBytes(written));
        assertThat(ItemBytes.attributeCount(result)).isEqualTo(ItemBytes.attributeCount(written));
    }
}
