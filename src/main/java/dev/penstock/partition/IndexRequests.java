package dev.penstock.partition;

import dev.penstock.error.RequestException;
import dev.penstock.index.CatalogueRequests;
import java.util.concurrent.CompletableFuture;

/** Commands of the indexes on their way to the writer. Nobody waits for the outcome. */
record IndexRequests(Inbox inbox) implements CatalogueRequests {
    private static final int HELD_BYTES = 1 << 10;

    @Override
    public void activate(int tableId, int indexId) {
        offer(new Command.ActivateIndex(tableId, indexId));
    }

    @Override
    public void remove(int tableId, int indexId) {
        offer(new Command.RemoveIndex(tableId, indexId));
    }

    private void offer(Command command) {
        try {
            inbox.offer(Inbox.Submission.of(command, HELD_BYTES, new CompletableFuture<>()));
        } catch (RequestException _) {
            // Full or closed: it is asked again.
        }
    }
}
