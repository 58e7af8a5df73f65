package dev.penstock.partition;

import java.util.concurrent.CompletionStage;

/**
 * One node's database: the published version for readers, the inbox and the writer behind it.
 *
 * <p>Any thread may read and submit. Everything mutable belongs to the writer's thread.
 */
@SuppressWarnings("DoNotCallSuggester") // The bodies follow within the hour.
public final class Database implements AutoCloseable {
    /**
     * Recovers what storage holds, then accepts commands. Takes as long as recovery takes.
     *
     * @throws dev.penstock.log.LogException if storage fails or is damaged
     */
    public static Database open(
            DatabaseSettings settings, Storage storage, Environment environment) {
        throw new UnsupportedOperationException();
    }

    /** The newest published version: visible means durable. Never blocks. */
    public Version version() {
        throw new UnsupportedOperationException();
    }

    /**
     * Hands a command to the writer. Never blocks. The stage completes with the outcome, never
     * exceptionally, on the writer's thread after the sync that covers it; move on to a thread of
     * your own at once. After a fatal failure it never completes.
     *
     * @param heldBytes what the command keeps in memory: its request's bytes are a fair bound
     * @throws dev.penstock.error.RequestException THROTTLING if the inbox is full, UNAVAILABLE if
     *     the database is closing
     */
    public CompletionStage<Outcome> submit(Command command, int heldBytes) {
        throw new UnsupportedOperationException();
    }

    /** What opening it found. */
    public RecoveryReport recovery() {
        throw new UnsupportedOperationException();
    }

    /** Refuses new commands, answers all that were accepted, and stops the writer. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
