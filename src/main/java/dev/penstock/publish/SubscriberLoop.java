package dev.penstock.publish;

import java.util.concurrent.RejectedExecutionException;

/** The one thread on which a subscriber is given everything: its connection's event loop. */
public interface SubscriberLoop {
    /**
     * Runs a task on the loop, soon. Any thread.
     *
     * @throws RejectedExecutionException if the loop has ended
     */
    void execute(Runnable task);

    /**
     * Runs a task on the loop, but not before it has looked after others.
     *
     * @throws RejectedExecutionException if the loop has ended
     */
    void inTurn(Runnable task);
}
