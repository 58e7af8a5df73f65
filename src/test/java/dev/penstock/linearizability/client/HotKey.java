package dev.penstock.linearizability.client;

import dev.penstock.linearizability.Action;
import dev.penstock.linearizability.Answer;
import dev.penstock.linearizability.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * A key that many clients use at once for a while, and its history. Thread-safe.
 *
 * <p>It is given up after some operations, and early when the answers of too many writes were lost:
 * so that its history can always be judged.
 */
final class HotKey {
    private static final int LOST_MAX = 8;

    private final String name;
    private final int operationsMax;
    private final List<Operation> answered = new ArrayList<>();
    private final List<Lost> lost = new ArrayList<>();
    private long lastValue;

    HotKey(String name, int operationsMax) {
        this.name = name;
        this.operationsMax = operationsMax;
    }

    /** An operation without an answer, and whom it was sent to. */
    private record Lost(Operation operation, Incarnation sentTo) {}

    String name() {
        return name;
    }

    synchronized boolean isWornOut() {
        return answered.size() >= operationsMax || lost.size() >= LOST_MAX;
    }

    /** A value that it had lately: what a condition is likely to meet. */
    synchronized long lastValue() {
        return lastValue;
    }

    synchronized void onAnswer(Operation operation) {
        answered.add(operation);
        Answer answer = operation.answer();
        if (answer != null && answer.accepted() && operation.action() instanceof Action.Put put) {
            lastValue = put.value();
        } else if (answer != null && answer.shown() != null) {
            lastValue = answer.shown().value();
        }
    }

    synchronized void onLoss(Operation operation, Incarnation sentTo) {
        // A read without an answer says nothing and does nothing.
        if (!(operation.action() instanceof Action.Get)) {
            lost.add(new Lost(operation, sentTo));
        }
    }

    /** All operations; those without an answer end with the process that they were sent to. */
    synchronized List<Operation> history() {
        var history = new ArrayList<>(answered);
        for (Lost one : lost) {
            var operation = one.operation();
            history.add(
                    new Operation(
                            operation.client(),
                            operation.action(),
                            operation.invoked(),
                            Math.max(operation.invoked(), one.sentTo().died()),
                            null));
        }
        return history;
    }
}
