package dev.penstock.partition;

import dev.penstock.log.LogEnd;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One node's database: the published version for readers, the inbox and the writer behind it.
 *
 * <p>Any thread may read and submit. Everything mutable belongs to the writer's thread.
 */
public final class Database implements AutoCloseable {
    private final Inbox inbox;
    private final Writer writer;
    private final FatalHandler fatal;
    private final RecoveryReport recovery;
    private final Thread thread;

    /**
     * Set by the writer with release after the sync, read with acquire: who sees a version sees all
     * of its trees, and nothing that is not durable.
     */
    private final AtomicReference<Version> version;

    private Database(
            DatabaseSettings settings,
            Storage storage,
            Environment environment,
            Draft draft,
            RecoveryReport recovery) {
        this.recovery = recovery;
        fatal = environment.fatal();
        version = new AtomicReference<>(draft.published());
        inbox = new Inbox(settings.inbox());
        var room = new Room(settings.heapBytesMax());
        var decider = new Decider(draft, room, environment.uuids());
        writer =
                new Writer(
                        inbox,
                        draft,
                        decider,
                        new Writer.WriterPorts(
                                storage.log(),
                                environment.clock(),
                                settings.batching(),
                                this::onPublished));
        thread = environment.threads().newThread(this::run);
    }

    /**
     * Recovers what storage holds, then accepts commands. Takes as long as recovery takes.
     *
     * @throws dev.penstock.log.LogException if storage fails or is damaged
     */
    public static Database open(
            DatabaseSettings settings, Storage storage, Environment environment) {
        long startMicros = environment.clock().micros();
        var draft = new Draft(settings);
        var recovery = new Recovery(storage.log(), draft);
        recovery.replay();
        var report = recovery.report(environment.clock().micros() - startMicros);
        var database = new Database(settings, storage, environment, draft, report);
        database.thread.start();
        return database;
    }

    /** The newest published version: visible means durable. Never blocks. */
    public Version version() {
        return version.getAcquire();
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
        var reply = new CompletableFuture<Outcome>();
        inbox.offer(new Submission(command, heldBytes, reply));
        return reply;
    }

    /** What opening it found. */
    public RecoveryReport recovery() {
        return recovery;
    }

    /** Refuses new commands, answers all that were accepted, and stops the writer. */
    @Override
    public void close() {
        inbox.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                // The writer is never left behind half-way; the caller learns of it afterwards.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (inbox.awaitWork()) {
                writer.turn();
            }
        } catch (Throwable failure) {
            // Not even an Error is survived: what was decided may be half durable.
            inbox.close();
            fatal.onFatal(failure);
        }
    }

    private void onPublished(Version next, LogEnd end, long logBytes) {
        version.setRelease(next);
    }
}
