package dev.penstock.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.error.RequestException;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: what is evaluated over bytes is what the rules say over plain values. Method: random items,
 * and random expressions that are made as text and, at the same time, as a naive evaluator over
 * maps; both must agree, on results and on errors.
 */
class ExpressionModelTest {
    private static final int ROUNDS = 50;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void conditionsAgree(long seed) {
        var random = new RandomExpressions(new SplittableRandom(seed));
        for (int i = 0; i < ROUNDS; i++) {
            var attributes = random.attributes();
            var condition = random.condition(3);
            boolean actual =
                    Expressions.parseCondition(condition.text(), random.context())
                            .holds(TestValues.encode(attributes));
            assertThat(actual)
                    .as("%s over %s", condition.text(), attributes)
                    .isEqualTo(condition.model().test(canonical(attributes)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void updatesAgree(long seed) {
        var random = new RandomExpressions(new SplittableRandom(seed));
        for (int i = 0; i < ROUNDS; i++) {
            var attributes = random.attributes();
            var update = random.update();
            var before = canonical(attributes);
            Object expected = update.model().apply(before);
            Object actual = applied(update.text(), random, attributes);
            if (expected instanceof Set<?> errors) {
                assertThat(errors.contains(actual))
                        .as("%s over %s: %s, not %s", update.text(), before, errors, actual)
                        .isTrue();
            } else {
                assertThat(actual).as("%s over %s", update.text(), before).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void projectionsAgree(long seed) {
        var random = new RandomExpressions(new SplittableRandom(seed));
        for (int i = 0; i < ROUNDS; i++) {
            var attributes = random.attributes();
            var projection = random.projection();
            byte[] actual =
                    Expressions.parseProjection(projection.text(), random.context())
                            .project(TestValues.encode(attributes));
            assertThat(TestValues.decode(actual))
                    .as("%s over %s", projection.text(), attributes)
                    .isEqualTo(projection.model().apply(canonical(attributes)));
        }
    }

    /** The updated attributes, or the text of the error. */
    private static @Nullable Object applied(
            String text, RandomExpressions random, Map<String, Object> attributes) {
        var update = Expressions.parseUpdate(text, random.context());
        try {
            var result = update.apply(TestValues.encode(attributes), TestValues.key());
            byte[] item = TestValues.newItem(result);
            assertThat(item).as("canonical").isEqualTo(TestValues.encode(TestValues.decode(item)));
            return TestValues.decode(item);
        } catch (RequestException e) {
            return e.getMessage();
        }
    }

    private static Map<String, Object> canonical(Map<String, Object> attributes) {
        return new TreeMap<>(TestValues.decode(TestValues.encode(attributes)));
    }
}
