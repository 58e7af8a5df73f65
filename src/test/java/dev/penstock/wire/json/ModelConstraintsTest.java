package dev.penstock.wire.json;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ModelConstraintsTest {
    private final ModelConstraints constraints = new ModelConstraints();

    @Test
    void whatHoldsIsNotReported() {
        constraints
                .notNull("tableName", "Music")
                .lengthAtLeast("tableName", "Music", 3)
                .lengthAtMost("tableName", "Music", 255)
                .isName("tableName", "Mu-s_i.c9")
                .matches("indexName", null, Pattern.compile("[a-z]+"))
                .atLeast("limit", 1, 1)
                .atMost("limit", 1, 1)
                .lengthAtLeast("absent", null, 3);
        assertThatCode(constraints::check).doesNotThrowAnyException();
    }

    @Test
    void oneViolationIsReportedAlone() {
        constraints.notNull("tableName", null);
        assertText(
                "1 validation error detected: Value null at 'tableName' failed to satisfy"
                        + " constraint: Member must not be null");
    }

    @Test
    void allViolationsAreReportedTogether() {
        constraints
                .lengthAtLeast("tableName", "a;", 3)
                .isName("tableName", "a;")
                .oneOf("select", "X", new LinkedHashSet<>(List.of("ALL", "COUNT")))
                .atLeast("limit", 0, 1)
                .countAtMost("keySchema", "[]", 3, 2);
        assertText(
                "5 validation errors detected: Value 'a;' at 'tableName' failed to satisfy"
                    + " constraint: Member must have length greater than or equal to 3; Value 'a;'"
                    + " at 'tableName' failed to satisfy constraint: Member must satisfy regular"
                    + " expression pattern: [a-zA-Z0-9_.-]+; Value 'X' at 'select' failed to"
                    + " satisfy constraint: Member must satisfy enum value set: [ALL, COUNT]; Value"
                    + " '0' at 'limit' failed to satisfy constraint: Member must have value greater"
                    + " than or equal to 1; Value '[]' at 'keySchema' failed to satisfy constraint:"
                    + " Member must have length less than or equal to 2");
    }

    @Test
    void theRestOfTheKindsHaveTheirTexts() {
        constraints
                .lengthAtMost("a", "four", 3)
                .matches("b", "1", Pattern.compile("[a-z]+"))
                .atMost("c", 2L, 1)
                .countAtLeast("d", "{}", 0, 1);
        assertText(
                "4 validation errors detected: Value 'four' at 'a' failed to satisfy constraint:"
                    + " Member must have length less than or equal to 3; Value '1' at 'b' failed to"
                    + " satisfy constraint: Member must satisfy regular expression pattern: [a-z]+;"
                    + " Value '2' at 'c' failed to satisfy constraint: Member must have value less"
                    + " than or equal to 1; Value '{}' at 'd' failed to satisfy constraint: Member"
                    + " must have length greater than or equal to 1");
    }

    private void assertText(String text) {
        assertThatThrownBy(constraints::check)
                .isInstanceOf(RequestException.class)
                .hasMessage(text);
    }
}
