package dev.penstock.wire;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Steps of long answers that wait for their turn on one event loop. One of them runs, then the loop
 * looks after its connections, then the next one runs: however many long pages there are, a short
 * request waits for one step. Used by its own event loop only.
 *
 * <p>A task that is merely added to the loop would not do: the loop runs up to 64 of those before
 * it looks at a connection again.
 */
final class StepTurns {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean isScheduled;

    /**
     * Adds a step behind all that wait.
     *
     * @param loop the event loop that this is called on
     */
    void add(Runnable step, EventExecutor loop) {
        waiting.add(step);
        if (!isScheduled) {
            schedule(loop);
        }
    }

    private void schedule(EventExecutor loop) {
        isScheduled = true;
        // Due at once, and yet not before the loop has been round.
        var _ = loop.schedule(() -> turn(loop), 0, TimeUnit.NANOSECONDS);
    }

    private void turn(EventExecutor loop) {
        Runnable step = waiting.remove();
        if (waiting.isEmpty()) {
            isScheduled = false;
        } else {
            schedule(loop);
        }
        step.run();
    }
}
