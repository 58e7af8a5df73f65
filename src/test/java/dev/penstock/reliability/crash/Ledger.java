package dev.penstock.reliability.crash;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What all clients together were acknowledged, and which promises were broken. Thread-safe. */
final class Ledger {
    private final LongAdder acknowledged = new LongAdder();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    void acknowledge(int writes) {
        acknowledged.add(writes);
    }

    void violation(String what) {
        violations.add(what);
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
