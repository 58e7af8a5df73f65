package dev.penstock.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The checker against the definition, on histories small enough for it; and its cost on large ones.
 */
class CheckerModelTest {
    private static final int HISTORIES = 20_000;
    private static final int OPERATIONS_MAX = 7;
    private static final int LARGE = 400;

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Checker checker = new Checker(200_000);

    CheckerModelTest() {
        System.out.println("CheckerModelTest -Dtest.seed=" + seed);
    }

    @Test
    void agreesWithTheDefinitionOnSmallHistories() {
        int linearizable = 0;
        for (int i = 0; i < HISTORIES; i++) {
            var history = new RandomHistory(random, 3, 20).operations(1 + i % OPERATIONS_MAX);
            if (i % 4 > 0 && !history.isEmpty()) {
                history = RandomHistory.falsified(history, random);
            }
            boolean expected = BruteForceChecker.isLinearizable(history);
            assertThat(isLinearizable(history)).as("%s", history).isEqualTo(expected);
            linearizable += expected ? 1 : 0;
        }
        assertThat(linearizable).isBetween(HISTORIES / 4, HISTORIES * 9 / 10);
    }

    @Test
    void everyHistoryOfARightServerIsAccepted() {
        for (int i = 0; i < 50; i++) {
            var history = new RandomHistory(random, 12, 2).operations(LARGE);
            assertThat(checker.check(history, Set.of(ItemState.ABSENT)))
                    .isInstanceOf(Verdict.Linearizable.class);
        }
    }

    @Test
    void aWindowFailsWhateverTheItemWasBefore() {
        int windows = 0;
        for (int i = 0; i < 200; i++) {
            var history =
                    RandomHistory.falsified(new RandomHistory(random, 4, 5).operations(60), random);
            if (checker.check(history, Set.of(ItemState.ABSENT))
                    instanceof Verdict.Violation violation) {
                var window = new FailingWindow(checker).of(history, violation.culprit());
                assertThat(window).contains(violation.culprit());
                assertThat(window.size()).isLessThanOrEqualTo(history.size());
                windows++;
            }
        }
        assertThat(windows).isGreaterThan(20);
    }

    @Test
    void aWindowIsShort() {
        var history = new ArrayList<>(new RandomHistory(random, 4, 0).operations(LARGE));
        long end = history.stream().mapToLong(Operation::ended).max().orElseThrow();
        var answer = new Answer(true, new ItemState(1_000_000, 0));
        history.add(new Operation(0, new Action.Get(), end + 1, end + 2, answer));
        history.sort(Comparator.comparingLong(Operation::invoked));

        var violation = (Verdict.Violation) checker.check(history, Set.of(ItemState.ABSENT));

        assertThat(new FailingWindow(checker).of(history, violation.culprit()).size())
                .isLessThan(LARGE / 4);
    }

    private boolean isLinearizable(List<Operation> history) {
        return checker.check(history, Set.of(ItemState.ABSENT)) instanceof Verdict.Linearizable;
    }
}
