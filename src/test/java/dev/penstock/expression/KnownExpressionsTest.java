package dev.penstock.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.error.RequestException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An expression that was parsed before means what it meant then, with the values of now. */
class KnownExpressionsTest {
    private final KnownExpressions known = new KnownExpressions();

    private ExpressionContext value(String placeholder, Object value) {
        return ExpressionContext.of(null, Map.of(placeholder, TestValues.value(value)), known);
    }

    @Test
    void whatIsKeptIsFoundByItsWholeText() {
        var kind = new KnownExpressions.OfOneKind<Integer>();
        for (int i = 0; i < 10_000; i++) {
            kind.keep("ADD n :" + i, i);
            assertThat(kind.find("ADD n :" + i)).isEqualTo(i);
        }
        int kept = 0;
        for (int i = 0; i < 10_000; i++) {
            Integer found = kind.find("ADD n :" + i);
            assertThat(found == null || found == i).isTrue();
            kept += found == null ? 0 : 1;
        }
        assertThat(kept).isBetween(1, 64);
    }

    @Test
    void twoTextsWithOneHashAreTwoExpressions() {
        var kind = new KnownExpressions.OfOneKind<String>();
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        kind.keep("Aa", "first");
        assertThat(kind.find("BB")).isNull();
        kind.keep("BB", "second");
        assertThat(kind.find("Aa")).isNull();
        assertThat(kind.find("BB")).isEqualTo("second");
    }

    @Test
    void aLongTextIsNotKept() {
        var kind = new KnownExpressions.OfOneKind<String>();
        String text = "a".repeat(513);
        kind.keep(text, "tree");
        assertThat(kind.find(text)).isNull();
    }

    @Test
    void theSameTextAsAnotherKindIsParsedForItself() {
        String text = "pk = :v or n = :v";
        for (int i = 0; i < 2; i++) {
            Expressions.parseCondition(text, value(":v", 1));
            Expressions.parseFilter(text, value(":v", 1));
            assertThatThrownBy(() -> Expressions.parseKeyCondition(text, value(":v", 1)))
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("KeyConditionExpression");
        }
    }

    @Test
    void theSameTextIsRefusedTheSecondTimeToo() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> Expressions.parseCondition("size = :v", value(":v", 1)))
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("reserved keyword: size");
        }
    }

    @Test
    void eachRequestBindsItsOwnValues() {
        String text = "n = :v";
        var one = Expressions.parseCondition(text, value(":v", 1));
        var two = Expressions.parseCondition(text, value(":v", 2));
        byte[] item = TestValues.encode(TestValues.map("n", 1));
        assertThat(one.holds(item)).isTrue();
        assertThat(two.holds(item)).isFalse();
        assertThatThrownBy(() -> Expressions.parseCondition(text, value(":w", 1)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("not defined");
    }
}
