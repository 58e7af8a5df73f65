package dev.penstock.linearizability.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What the clients met. Thread-safe. */
final class Tally {
    final LongAdder answered = new LongAdder();

    /** Sent, and no answer came: time was up, the connection broke, or the server did not know. */
    final LongAdder lost = new LongAdder();

    /** Of those, the ones whose connection the client broke itself. */
    final LongAdder broken = new LongAdder();

    /** Of those, the ones that were answered with a server error. */
    final LongAdder serverErrors = new LongAdder();

    final LongAdder throttled = new LongAdder();

    /** Answers that no server may give, and last reads that were not answered. */
    final Queue<String> violations = new ConcurrentLinkedQueue<>();

    /** Operations that were sent and count. */
    long operations() {
        return answered.sum() + lost.sum();
    }

    @Override
    public String toString() {
        return "%d operations, %d answered, %d without an answer (%d broken off, %d server errors), %d throttled"
                .formatted(
                        operations(),
                        answered.sum(),
                        lost.sum(),
                        broken.sum(),
                        serverErrors.sum(),
                        throttled.sum());
    }
}
