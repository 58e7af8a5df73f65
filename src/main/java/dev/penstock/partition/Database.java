package dev.penstock.partition;

import dev.penstock.log.LogEnd;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One node's database: the published version for readers, the inbox and the writer behind it.
 *
 * <p>Any thread may read and submit. Everything mutable belongs to the writer's thread: see {@code
 * docs/internals/threading.md}.
 */
public final class Database implements AutoCloseable {
    private final Inbox inbox;
    private final Writer writer;
    private final Room room;
    private final @Nullable Snapshotter snapshotter;
    private final Background background;
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
            Background background,
            long startMicros) {
        this.background = background;
        var recovered = Recovery.run(settings, storage, background);
        recovery = recovered.report(environment.clock().micros() - startMicros);
        Draft draft = recovered.draft();
        fatal = environment.fatal();
        version = new AtomicReference<>(draft.published());
        inbox = new Inbox(settings.inbox());
        room = new Room(settings.watermarks(), inbox::bytes);
        Snapshots snapshots = storage.snapshots();
        snapshotter =
                snapshots == null
                        ? null
                        : new Snapshotter(
                                snapshots,
                                storage.log(),
                                (held, end) -> SnapshotTables.snapshot(held, end, settings),
                                background,
                                recovered.recovered());
        if (snapshotter != null) {
            snapshotter.begin(draft.published());
        }
        var ports =
                new Writer.WriterPorts(
                        storage.log(), environment.clock(), settings.batching(), this::onPublished);
        writer = new Writer(inbox, draft, new Decider(draft, room, environment.uuids()), ports);
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
        var background = new Background(environment.threads(), settings.partitions());
        boolean open = false;
        try {
            var database = new Database(settings, storage, environment, background, startMicros);
            database.start(settings, storage);
            open = true;
            return database;
        } finally {
            if (!open) {
                background.close();
            }
        }
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

    /** How it is doing now. Any thread. */
    public DatabaseStatus status() {
        return new DatabaseStatus(
                version().liveBytes(),
                inbox.commands(),
                inbox.bytes(),
                room.disk(),
                snapshotter == null ? SnapshotStatus.NONE : snapshotter.status());
    }

    /** Refuses new commands, answers all that were accepted, and stops all its threads. */
    @Override
    public void close() {
        inbox.close();
        Background.joinUninterrupted(thread);
        background.close();
    }

    private void start(DatabaseSettings settings, Storage storage) {
        var watch =
                new DiskWatch(
                        storage.disk(),
                        settings.watermarks(),
                        () -> snapshotter == null ? 0 : version().liveBytes(),
                        room,
                        this::onDiskShortage);
        watch.run();
        background.every(DiskWatch.PERIOD_MILLIS, watch);
        thread.start();
    }

    private void onDiskShortage() {
        if (snapshotter != null) {
            snapshotter.onDiskShortage();
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
        if (snapshotter != null) {
            snapshotter.onPublished(next, end, logBytes);
        }
    }
}
