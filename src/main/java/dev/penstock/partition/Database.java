package dev.penstock.partition;

import dev.penstock.common.Clock;
import dev.penstock.feed.ChangeReader;
import dev.penstock.feed.ChangeRing;
import dev.penstock.index.IndexView;
import dev.penstock.log.CommitListener;
import dev.penstock.log.CommitLog;
import dev.penstock.log.LogPosition;
import dev.penstock.log.ReadableLog;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One node's database: an engine, with a thread that turns its writer and others in its background.
 *
 * <p>Any thread may read and submit. Everything mutable belongs to the writer's thread: see {@code
 * docs/internals/threading.md}.
 */
public final class Database implements AutoCloseable {
    private final Engine engine;
    private final CommitLog log;
    private final Clock clock;
    private final Background background;
    private final Environment.FatalHandler fatal;
    private final Thread thread;
    private final Thread indexThread;

    private Database(
            DatabaseSettings settings,
            Storage storage,
            Environment environment,
            Background background) {
        this.background = background;
        log = storage.log();
        clock = environment.clock();
        engine =
                new Engine(settings, storage, environment.clock(), environment.uuids(), background);
        fatal = environment.fatal();
        thread = environment.threads().newThread(this::run);
        indexThread = environment.threads().newThread(this::runIndexes);
        indexThread.setName("penstock-indexes");
        indexThread.setDaemon(true);
    }

    /**
     * Recovers what storage holds, then accepts commands. Takes as long as recovery takes.
     *
     * @throws dev.penstock.log.LogException if storage fails or is damaged
     */
    public static Database open(
            DatabaseSettings settings, Storage storage, Environment environment) {
        var background = new Background(environment.threads(), settings.partitions());
        boolean open = false;
        try {
            var database = new Database(settings, storage, environment, background);
            database.start();
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
        return engine.version();
    }

    /**
     * A global secondary index as it is now, a little behind its table: empty, if the applier has
     * not come to it yet. Whether it may be read is for its definition to say. Never blocks.
     */
    public IndexView index(int tableId, int indexId) {
        return engine.index(tableId, indexId);
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
        return engine.submit(command, heldBytes);
    }

    /**
     * The same for who has many commands: the writer does not look at them before {@link #wake},
     * which the same thread must call soon, and the replies to one receiver come a batch at a time.
     *
     * @param then told by the receiver
     */
    public void post(
            Command command, int heldBytes, Reply.Receiver receiver, Consumer<Outcome> then) {
        engine.post(new Inbox.Submission(command, heldBytes, receiver, then));
    }

    /** Wakes the writer, if it sleeps, to what was posted. Never blocks. */
    public void wake() {
        engine.wake();
    }

    /**
     * Who is told of each batch from the next one on, on the writer's thread; one at most. Any
     * thread.
     */
    public void listen(CommitListener listener) {
        engine.listen(listener);
    }

    /** What was published last, for whoever follows. Any thread. */
    public ChangeRing<Version> feed() {
        return engine.feed();
    }

    /**
     * A reader of every change of one table from a place on. Belongs to one thread, which closes
     * it.
     */
    public ChangeReader changes(int tableId, LogPosition from) {
        return new ChangeReader(engine.feed(), log, tableId, from);
    }

    /** What the log holds, for readers of the past. Any thread. */
    public ReadableLog log() {
        return log;
    }

    /** The clock that commits are stamped with. */
    public Clock clock() {
        return clock;
    }

    /**
     * What the clock said when it could last be believed: a clock that has leapt ahead makes
     * nothing old for a while. About a second behind. Any thread.
     */
    public long trustedMicros() {
        return engine.trustedMicros();
    }

    /** How many hash ranges every table is spread over. */
    public int partitions() {
        return engine.partitions();
    }

    /** How streams are cut and kept. */
    public DatabaseSettings.Streams streams() {
        return engine.streams();
    }

    /** What opening it found. */
    public RecoveryReport recovery() {
        return engine.recovery();
    }

    /** How it is doing now. Any thread. */
    public DatabaseStatus status() {
        return engine.status();
    }

    /** Refuses new commands, answers all that were accepted, and stops all its threads. */
    @Override
    public void close() {
        engine.refuse();
        Background.joinUninterrupted(thread);
        engine.indexes().stop();
        Background.joinUninterrupted(indexThread);
        background.close();
    }

    private void start() {
        engine.watchDisk();
        background.every(DiskWatch.PERIOD_MILLIS, engine::watchDisk);
        background.every(engine.expiryIntervalMillis(), engine::lookForExpired);
        thread.start();
        indexThread.start();
    }

    private void runIndexes() {
        try {
            engine.indexes().run();
        } catch (Throwable failure) {
            // An index that lacks something would answer wrongly for ever.
            engine.refuse();
            fatal.onFatal(failure);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // Only how large batches are depends on the yield.
    private void run() {
        try {
            while (engine.awaitWork()) {
                // On a core that it shares, an event loop still has requests to read, of which each
                // would be synced alone; where the writer has a core of its own this does nothing.
                Thread.yield();
                engine.turn();
            }
        } catch (Throwable failure) {
            // Not even an Error is survived: what was decided may be half durable.
            engine.refuse();
            fatal.onFatal(failure);
        }
    }
}
