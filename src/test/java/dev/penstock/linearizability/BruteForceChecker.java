package dev.penstock.linearizability;

import java.util.ArrayList;
import java.util.List;

/**
 * The definition of linearizability, word for word and without a thought for cost: some choice of
 * the unanswered operations, in some order, explains all answers. The {@link Checker} is compared
 * with it.
 */
final class BruteForceChecker {
    private BruteForceChecker() {}

    static boolean isLinearizable(List<Operation> history) {
        var answered = history.stream().filter(Operation::isAnswered).toList();
        var unanswered = history.stream().filter(one -> !one.isAnswered()).toList();
        for (int choice = 0; choice < 1 << unanswered.size(); choice++) {
            var chosen = new ArrayList<>(answered);
            for (int i = 0; i < unanswered.size(); i++) {
                if ((choice & 1 << i) != 0) {
                    chosen.add(unanswered.get(i));
                }
            }
            if (hasOrder(chosen, ItemState.ABSENT)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasOrder(List<Operation> left, ItemState state) {
        for (int i = 0; i < left.size(); i++) {
            Operation next = left.get(i);
            boolean isTooEarly = left.stream().anyMatch(other -> other.ended() < next.invoked());
            Answer answer = next.answer();
            boolean isExplained = answer == null || next.action().explains(state, answer);
            if (isTooEarly || !isExplained) {
                continue;
            }
            var rest = new ArrayList<>(left);
            rest.remove(i);
            boolean happens = next.action().guard().holds(state);
            if (hasOrder(rest, happens ? next.action().after(state) : state)) {
                return true;
            }
        }
        return left.isEmpty();
    }
}
