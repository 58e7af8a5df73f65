package dev.penstock.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key conditions against a schema: which sort keys they select, and which do not fit. */
class KeyConditionTest {
    private static final KeySchema SCHEMA =
            new KeySchema(new KeyAttribute("pk", KeyType.S), new KeyAttribute("sk", KeyType.S));
    private static final KeySchema PARTITION_ONLY =
            new KeySchema(new KeyAttribute("pk", KeyType.S), null);

    private static KeyRange range(String text, KeySchema schema) {
        return condition(text).range(schema);
    }

    private static KeyCondition condition(String text) {
        var context = TestValues.values(":p", "p", ":a", "b", ":z", "d", ":n", 1, ":e", "");
        return Expressions.parseKeyCondition(text, context);
    }

    /** An index whose keys are of one attribute each. */
    private static IndexKeySchema indexOf(KeySchema schema) {
        return new IndexKeySchema(
                List.of(schema.partitionKey()),
                schema.sortKey() == null ? List.of() : List.of(schema.sortKey()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pk = :p | a b ba c d e",
                ":p = pk | a b ba c d e",
                "pk = :p AND sk = :a | b",
                "sk < :a AND pk = :p | a",
                "pk = :p AND sk <= :a | a b",
                "pk = :p AND :a <= sk | b ba c d e",
                "pk = :p AND sk > :a | ba c d e",
                "pk = :p AND sk >= :a | b ba c d e",
                "(pk = :p) AND (sk BETWEEN :a AND :z) | b ba c d",
                "pk = :p AND begins_with(sk, :a) | b ba",
                "pk = :p AND begins_with(sk, :e) | a b ba c d e"
            })
    void selectsSortKeys(String text, String expected) {
        var range = range(text, SCHEMA);
        assertThat(range.partitionKey()).isEqualTo(new byte[] {'p'});
        var selected = new StringBuilder();
        for (String sortKey : "a b ba c d e".split(" ", -1)) {
            byte[] bytes = sortKey.getBytes(StandardCharsets.UTF_8);
            if (range.sortRange().contains(bytes, 0, bytes.length)) {
                selected.append(' ').append(sortKey);
            }
        }
        assertThat(selected.toString().strip()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sk = :a | Query condition missed key schema element: pk",
                "alien = :a | Query condition missed key schema element: pk",
                "pk = :p AND alien = :a | Query condition missed key schema element: sk",
                "pk > :p | Query key condition not supported",
                "begins_with(pk, :p) | Query key condition not supported",
                "pk = :p AND sk = :a AND alien = :a | Conditions can be of length 1 or 2 only",
                "pk = :n | One or more parameter values were invalid: Condition parameter type does"
                        + " not match schema type",
                "pk = :p AND sk < :n | One or more parameter values were invalid: Condition"
                        + " parameter type does not match schema type",
                "pk = :e | One or more parameter values are not valid. The AttributeValue for a key"
                        + " attribute cannot contain an empty string value. Key: pk"
            })
    void mustFitTheSchema(String text, String expected) {
        assertThatThrownBy(() -> range(text, SCHEMA))
                .isInstanceOf(RequestException.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> condition(text).range(indexOf(SCHEMA)))
                .as("an index with such keys says the same")
                .hasMessage(expected);
    }

    @Test
    void aTableWithoutSortKeyTakesOneCondition() {
        assertThat(range("pk = :p", PARTITION_ONLY).sortRange()).isSameAs(SortRange.ALL);
        assertThatThrownBy(() -> range("pk = :p AND sk = :a", PARTITION_ONLY))
                .hasMessage("Query key condition not supported");
        assertThatThrownBy(() -> condition("pk = :p AND sk = :a").range(indexOf(PARTITION_ONLY)))
                .hasMessage("Query key condition not supported");
    }

    @Test
    void aPrefixOfHighestBytesHasNoUpperBound() {
        var range = SortRange.beginningWith(new byte[] {(byte) 0xFF, (byte) 0xFF});
        assertThat(range.upper()).isNull();
        byte[] longer = {(byte) 0xFF, (byte) 0xFF, 1};
        assertThat(range.contains(longer, 0, 3)).isTrue();
        assertThat(range.contains(longer, 0, 1)).isFalse();
    }
}
