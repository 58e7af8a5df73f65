package dev.penstock.linearizability.client;

import dev.penstock.linearizability.Checker;
import dev.penstock.linearizability.FailingWindow;
import dev.penstock.linearizability.HistoryText;
import dev.penstock.linearizability.ItemState;
import dev.penstock.linearizability.Operation;
import dev.penstock.linearizability.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks histories, and prints why one fails. Of one thread. */
final class Judge {
    private static final int CONFIGURATIONS_MAX = 2_000_000;
    private static final int PRINTED_MAX = 5;

    private final Checker checker = new Checker(CONFIGURATIONS_MAX);
    private final List<HistoryText.Event> events = new ArrayList<>();
    private int violations;
    private int undecided;
    private long judged;
    private int mostConfigurations;

    /** Something was done to the server just now. */
    void note(String what) {
        events.add(new HistoryText.Event(System.nanoTime(), what));
    }

    void judge(HotKey key) {
        var history = key.history();
        switch (checker.check(history, Set.of(ItemState.ABSENT))) {
            case Verdict.Linearizable good ->
                    mostConfigurations = Math.max(mostConfigurations, good.configurations());
            case Verdict.Undecided undecidable -> {
                undecided++;
                System.out.printf("UNDECIDED %s, %d operations%n", key.name(), history.size());
            }
            case Verdict.Violation violation -> {
                violations++;
                if (violations <= PRINTED_MAX) {
                    print(key, history, violation.culprit());
                }
            }
        }
        judged++;
    }

    boolean hasFailed() {
        return violations + undecided > 0;
    }

    @Override
    public String toString() {
        return "%d histories judged, at most %d configurations in one, %d undecided, %d violations"
                .formatted(judged, mostConfigurations, undecided, violations);
    }

    private void print(HotKey key, List<Operation> history, Operation culprit) {
        var window = new FailingWindow(checker).of(history, culprit);
        System.out.printf(
                "VIOLATION %s: no order explains what client %d was told; %d of its %d operations"
                        + " show it (milliseconds):%n",
                key.name(), culprit.client(), window.size(), history.size());
        new HistoryText(events).lines(window, culprit).forEach(System.out::println);
    }
}
