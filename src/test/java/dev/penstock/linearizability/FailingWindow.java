package dev.penstock.linearizability;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The shortest end of a failing history that fails whatever the item was before: what a person
 * reads.
 */
public final class FailingWindow {
    /** Stands for every state that nobody saw. */
    private static final ItemState UNSEEN = new ItemState(-1, -1);

    private final Checker checker;

    public FailingWindow(Checker checker) {
        this.checker = checker;
    }

    /** The window's operations in order of invocation. The culprit is the last one to end. */
    public List<Operation> of(List<Operation> history, Operation culprit) {
        long[] starts =
                history.stream()
                        .mapToLong(Operation::invoked)
                        .filter(invoked -> invoked <= culprit.invoked())
                        .sorted()
                        .toArray();
        // An earlier start only forbids more, so the last one that fails can be bisected.
        int fails = 0;
        int succeeds = starts.length;
        while (succeeds - fails > 1) {
            int middle = (fails + succeeds) >>> 1;
            if (fails(from(starts[middle], history, culprit), starts[middle])) {
                fails = middle;
            } else {
                succeeds = middle;
            }
        }
        return withoutBystanders(from(starts[fails], history, culprit), starts[fails], culprit);
    }

    private static List<Operation> from(long start, List<Operation> history, Operation culprit) {
        return history.stream()
                .filter(one -> one.ended() >= start && one.invoked() <= culprit.ended())
                .filter(one -> one.isAnswered() || !(one.action() instanceof Action.Get))
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
    }

    /** What only looked is left out where the rest fails without it. */
    private List<Operation> withoutBystanders(
            List<Operation> window, long start, Operation culprit) {
        List<Operation> kept = window;
        for (Operation operation : window) {
            if (!operation.equals(culprit) && operation.onlyLooks()) {
                var fewer = kept.stream().filter(other -> !other.equals(operation)).toList();
                kept = fails(fewer, start) ? fewer : kept;
            }
        }
        return kept;
    }

    private boolean fails(List<Operation> window, long start) {
        // What began before the window may have happened before it.
        var relaxed =
                window.stream().map(one -> one.invoked() < start ? one.forgetful() : one).toList();
        return checker.check(relaxed, candidates(window)) instanceof Verdict.Violation;
    }

    /** Every state in which an operation of the window can have found the item. */
    private static Set<ItemState> candidates(List<Operation> window) {
        var candidates = new HashSet<>(Set.of(ItemState.ABSENT, UNSEEN));
        for (Operation operation : window) {
            if (operation.action().guard() instanceof Guard.ValueIs expected) {
                candidates.add(new ItemState(expected.value(), 0));
            }
            Answer answer = operation.answer();
            ItemState shown = answer == null ? null : answer.shown();
            if (shown != null) {
                candidates.add(shown);
                deltas(window).forEach(delta -> candidates.add(shown.plus(-delta)));
            }
        }
        return candidates;
    }

    private static Stream<Long> deltas(List<Operation> window) {
        return window.stream()
                .map(Operation::action)
                .filter(Action.Add.class::isInstance)
                .map(add -> ((Action.Add) add).delta());
    }
}
