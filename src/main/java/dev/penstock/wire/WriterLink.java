package dev.penstock.wire;

import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.Outcome;
import dev.penstock.partition.Reply;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * One event loop's way to the database's writer and back. Commands wake the writer once the loop
 * has looked after all connections that had something to read: woken by the first one, it would
 * sync a batch of one while the others are still being read. The replies of a batch come back as
 * one task.
 *
 * <p>Everything but {@link #receive} is called on the event loop.
 */
final class WriterLink implements Reply.Receiver {
    private final EventExecutor loop;
    private boolean isWaking;

    WriterLink(EventExecutor loop) {
        this.loop = loop;
    }

    void submit(Database database, Command command, int heldBytes, Consumer<Outcome> then) {
        database.post(command, heldBytes, this, then);
        if (!isWaking) {
            isWaking = true;
            // Runs behind the connections of this round of the loop.
            loop.execute(() -> wake(database));
        }
    }

    private void wake(Database database) {
        isWaking = false;
        database.wake();
    }

    /** Called by the writer. */
    @Override
    public void receive(List<Reply> replies) {
        try {
            loop.execute(() -> replies.forEach(Reply::tell));
        } catch (RejectedExecutionException e) {
            // The loop has ended, and with it the connections: nobody waits any more.
        }
    }
}
