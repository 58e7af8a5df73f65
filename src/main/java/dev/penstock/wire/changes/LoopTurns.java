package dev.penstock.wire.changes;

import dev.penstock.publish.SubscriberLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/** One event loop, for the subscribers whose connections it has: one for each loop. */
public final class LoopTurns implements SubscriberLoop {
    private final EventExecutor loop;

    public LoopTurns(EventExecutor loop) {
        this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void inTurn(Runnable task) {
        // Due at once, and yet not before the loop has been round.
        var _ = loop.schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    EventExecutor loop() {
        return loop;
    }
}
