package dev.penstock.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Histories written by hand: what a right server can do, and what each planted fault would do. */
class CheckerTest {
    private static final Action GET = new Action.Get();
    private static final Action ADD = new Action.Add(1);
    private static final Action DELETE = new Action.Delete(new Guard.Always());
    private static final ItemState NONE = ItemState.ABSENT;
    private static final long DEATH = 1_000;

    private final List<Operation> history = new ArrayList<>();
    private final Checker checker = new Checker(100_000);

    @Test
    void anItemThatNobodyTouchedIsLinearizable() {
        assertLinearizable();
    }

    @Test
    void whatOverlapsMayHappenInEitherOrder() {
        done(put(1), 0, 10, NONE);
        done(put(2), 20, 60, item(1));
        done(GET, 30, 40, item(2));
        done(GET, 31, 41, item(1));
        assertLinearizable();
    }

    @Test
    void aReadMayNotGoBack() {
        done(put(1), 0, 10, NONE);
        done(put(2), 20, 60, item(1));
        done(GET, 30, 35, item(2));
        done(GET, 36, 41, item(1));
        assertViolation();
    }

    @Test
    void anAcknowledgedWriteMayNotBeGone() {
        done(put(1), 0, 10, NONE);
        done(put(2), 20, 30, item(1));
        done(GET, 2_000, 2_010, item(1));
        assertViolation();
    }

    @Test
    void aValueThatAReaderSawMayNotBeGone() {
        done(put(1), 0, 10, NONE);
        lost(put(2), 20, DEATH);
        done(GET, 30, 40, item(2));
        done(GET, 2_000, 2_010, item(1));
        assertViolation();
    }

    @Test
    void anUnansweredWriteMayHaveHappenedOrNot() {
        done(put(1), 0, 10, NONE);
        lost(put(2), 20, DEATH);
        lost(put(3), 20, DEATH);
        done(GET, 2_000, 2_010, item(3));
        assertLinearizable();
    }

    @Test
    void anUnansweredWriteMayHappenLateWhileItsProcessLives() {
        done(put(1), 0, 10, NONE);
        lost(put(2), 20, Operation.NEVER);
        done(GET, 2_000, 2_010, item(1));
        done(GET, 3_000, 3_010, item(2));
        assertLinearizable();
    }

    @Test
    void anUnansweredWriteMayNotHappenAfterItsProcessDied() {
        done(put(1), 0, 10, NONE);
        lost(put(2), 20, DEATH);
        done(GET, 2_000, 2_010, item(1));
        done(GET, 3_000, 3_010, item(2));
        assertViolation();
    }

    @Test
    void anUnansweredWriteMayNotHappenTwice() {
        lost(ADD, 0, Operation.NEVER);
        done(GET, 10, 20, new ItemState(0, 1));
        done(DELETE, 30, 40, new ItemState(0, 1));
        done(GET, 50, 60, new ItemState(0, 1));
        assertViolation();
    }

    @Test
    void oneOfTwoWritesWithTheSameConditionIsRefused() {
        done(put(1), 0, 10, NONE);
        done(new Action.Put(2, new Guard.ValueIs(1)), 20, 40, null);
        refused(new Action.Put(3, new Guard.ValueIs(1)), 20, 40, null);
        assertLinearizable();
    }

    @Test
    void twoWritesMayNotBothMeetTheSameCondition() {
        done(put(1), 0, 10, NONE);
        done(new Action.Put(2, new Guard.ValueIs(1)), 20, 40, null);
        done(new Action.Put(3, new Guard.ValueIs(1)), 20, 40, null);
        assertViolation();
    }

    @Test
    void aConditionMayNotBeRefusedThatHeldThroughout() {
        done(put(1), 0, 10, NONE);
        refused(new Action.Delete(new Guard.ValueIs(1)), 20, 30, null);
        assertViolation();
    }

    @Test
    void anUpdateMayNotBeLostInsideABatch() {
        done(ADD, 0, 10, new ItemState(0, 1));
        done(ADD, 0, 10, new ItemState(0, 1));
        assertViolation();
    }

    @Test
    void countersThatOverlapCountEveryOne() {
        done(ADD, 0, 30, new ItemState(0, 3));
        done(ADD, 0, 30, new ItemState(0, 1));
        done(ADD, 0, 30, new ItemState(0, 2));
        assertLinearizable();
    }

    @Test
    void aDeleteShowsWhatItRemoved() {
        done(put(1), 0, 10, NONE);
        done(DELETE, 20, 30, item(1));
        done(DELETE, 40, 50, NONE);
        assertLinearizable();
        done(DELETE, 60, 70, item(1));
        assertViolation();
    }

    @Test
    void aValueThatNobodySentIsAViolation() {
        done(GET, 0, 10, item(7));
        assertViolation();
    }

    @Test
    void manyUnansweredOperationsAreNoReasonToGiveUp() {
        for (int i = 1; i <= 20; i++) {
            lost(put(i), i, Operation.NEVER);
        }
        done(GET, 100, 110, item(3));
        done(GET, 120, 130, item(17));
        done(GET, 140, 150, item(4));
        assertLinearizable();
        done(GET, 160, 170, item(3));
        assertViolation();
    }

    @Test
    void tooManyPossibilitiesAreUndecidedAndNoSuccess() {
        for (int i = 1; i <= 20; i++) {
            lost(new Action.Add(1L << i), i, Operation.NEVER);
        }
        done(GET, 100, 110, new ItemState(0, 1));
        var undecided = new Checker(1_000).check(history, Set.of(NONE));
        assertThat(undecided).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void theWindowOfALossBeginsWithTheWriteThatWasLost() {
        for (int i = 1; i <= 100; i++) {
            done(put(i), 10L * i, 10L * i + 5, i == 1 ? NONE : item(i - 1));
        }
        done(GET, 5_000, 5_010, item(99));
        var culprit = history.getLast();

        var window = new FailingWindow(checker).of(history, culprit);

        assertThat(window).containsExactly(history.get(99), culprit);
        var text =
                new HistoryText(List.of(new HistoryText.Event(3_000, "power cut")))
                        .lines(window, culprit);
        assertThat(text).hasSize(3);
        assertThat(text.get(0)).contains("put v=100").contains("done, shows v=99");
        assertThat(text.get(1)).contains("power cut");
        assertThat(text.get(2)).startsWith("=>").contains("get").contains("shows v=99");
    }

    private void assertLinearizable() {
        assertThat(checker.check(history, Set.of(NONE))).isInstanceOf(Verdict.Linearizable.class);
        assertThat(
                        BruteForceChecker.isLinearizable(
                                history.subList(0, Math.min(6, history.size()))))
                .isTrue();
    }

    private void assertViolation() {
        assertThat(checker.check(history, Set.of(NONE))).isInstanceOf(Verdict.Violation.class);
    }

    private static Action put(long value) {
        return new Action.Put(value, new Guard.Always());
    }

    private static ItemState item(long value) {
        return new ItemState(value, 0);
    }

    private void done(Action action, long invoked, long ended, @Nullable ItemState shown) {
        add(action, invoked, ended, new Answer(true, shown));
    }

    private void refused(Action action, long invoked, long ended, @Nullable ItemState shown) {
        add(action, invoked, ended, new Answer(false, shown));
    }

    private void lost(Action action, long invoked, long dead) {
        add(action, invoked, dead, null);
    }

    private void add(Action action, long invoked, long ended, @Nullable Answer answer) {
        history.add(new Operation(history.size(), action, invoked, ended, answer));
    }
}
