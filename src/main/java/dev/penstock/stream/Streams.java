package dev.penstock.stream;

import dev.penstock.common.Clock;
import dev.penstock.common.Limit;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.log.LogEnd;
import dev.penstock.log.ReadableLog;
import dev.penstock.partition.Database;
import dev.penstock.table.StreamDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one database. Any thread may call; only {@link #readPast} reads files, and belongs
 * on a worker of {@link #execute}.
 */
public final class Streams implements AutoCloseable {
    static final String EXPIRED =
            "The shard iterator has expired and can no longer be used to retrieve stream records."
                    + " A shard iterator expires 15 minutes after it is retrieved using the"
                    + " GetShardIterator action.";

    @Limit(of = "life of a shard iterator", unit = "minutes", beyond = "`ExpiredIteratorException`")
    private static final int ITERATOR_MINUTES_MAX = 15;

    private static final long MICROS_PER_MINUTE = 60_000_000;

    @Limit(
            of = "reads of the log by GetRecords at once",
            unit = "reads",
            beyond = "the read waits for its turn")
    private static final int READS_MAX = 2;

    @Limit(
            of = "reads of the log by GetRecords that wait",
            unit = "reads",
            beyond = "`ThrottlingException`")
    private static final int READS_WAITING_MAX = 512;

    private static final int WORKER_IDLE_SECONDS = 10;

    private final Database database;
    private final Clock clock;
    private final ReadableLog log;
    private final TailBuffers tails;
    private final LogPages pages;
    private final ThreadPoolExecutor workers;

    /**
     * Begins to hold the newest records.
     *
     * @param tailBytes of records to hold, at most
     * @param threads makes the workers that read the log
     */
    public Streams(Database database, long tailBytes, ThreadFactory threads) {
        this.database = database;
        clock = database.clock();
        log = database.log();
        tails = new TailBuffers(database.partitions(), tailBytes);
        pages = new LogPages(log, database.partitions());
        workers =
                new ThreadPoolExecutor(
                        READS_MAX,
                        READS_MAX,
                        WORKER_IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(READS_WAITING_MAX),
                        threads);
        workers.allowCoreThreadTimeOut(true);
        database.listen(tails);
    }

    /** All streams, by the names of their tables, older ones first. */
    public List<StreamDefinition> list() {
        var all = new ArrayList<>(database.version().streams());
        all.sort(
                Comparator.comparing((StreamDefinition stream) -> stream.identity().tableName())
                        .thenComparingLong(stream -> stream.identity().labelMicros()));
        return all;
    }

    public @Nullable StreamDefinition find(String tableName, String label) {
        return database.version().stream(tableName, label);
    }

    /** The shards that can be read. */
    public ShardRange shards(StreamDefinition stream) {
        var life = stream.life();
        long now = Math.max(clock.micros(), log.end().commitMicros());
        long last = life.isEnabled() ? now : life.disabledMicros();
        long horizon = Math.max(horizonMicros(), life.sinceMicros());
        long lastRoll = life.roll(Math.max(last, life.sinceMicros()));
        boolean isGone = !life.isEnabled() && last < horizon;
        long firstRoll = isGone ? lastRoll + 1 : Math.min(life.roll(horizon), lastRoll);
        return new ShardRange(stream, firstRoll, lastRoll, database.partitions());
    }

    /** What is older is gone, or may be at any time. */
    private long horizonMicros() {
        long inTime = database.trustedMicros() - database.streams().retentionMicros();
        return log.firstSequence() > 1 ? Math.max(inTime, log.firstMicros()) : inTime;
    }

    /** The shard of a stream with this id, if it can be read; null otherwise. */
    public @Nullable Shard shard(StreamDefinition stream, String id) {
        Shard shard = Shard.ofId(stream, id);
        return shard != null && shards(stream).contains(shard) ? shard : null;
    }

    /** Where the log ends now: what a shard's end is compared with. */
    public LogEnd end() {
        return log.end();
    }

    /** Behind the newest record of a shard (DynamoDB: LATEST). */
    public ShardIterator latest(Shard shard) {
        LogEnd end = log.end();
        var position = StreamPosition.behind(end);
        if (shard.contains(position)) {
            return iterator(shard, position);
        }
        boolean isYetToCome = position.micros() < shard.startMicros();
        return iterator(shard, isYetToCome ? shard.start() : shard.end());
    }

    /** Before the oldest record of a shard that is held (DynamoDB: TRIM_HORIZON). */
    public ShardIterator oldest(Shard shard) {
        var held = new StreamPosition(log.firstMicros(), log.firstSequence(), 0);
        return iterator(
                shard,
                pages.isTrimmed(shard.start())
                        ? StreamPosition.max(shard.start(), held)
                        : shard.start());
    }

    /**
     * At or behind a record (DynamoDB: AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER).
     *
     * @return null if the position is not in the shard
     * @throws RequestException if the record is gone
     */
    public @Nullable ShardIterator at(Shard shard, StreamPosition position, boolean isAfter) {
        if (!shard.contains(position)) {
            return null;
        }
        pages.requireHeld(position);
        return iterator(shard, isAfter ? position.next() : position);
    }

    /** Where a client that has read up to here goes on. */
    public ShardIterator iterator(Shard shard, StreamPosition position) {
        return new ShardIterator(shard, position, clock.micros());
    }

    /** The iterator's text. */
    public String text(ShardIterator iterator) {
        return iterator.toText(secret());
    }

    /**
     * The iterator of a text.
     *
     * @return null if it is not one of this stream
     * @throws RequestException if it is too old
     */
    public @Nullable ShardIterator ofText(StreamDefinition stream, String text) {
        var iterator = ShardIterator.ofText(stream, text, secret());
        long ageMicros = iterator == null ? 0 : clock.micros() - iterator.issuedMicros();
        if (ageMicros > ITERATOR_MINUTES_MAX * MICROS_PER_MINUTE) {
            throw new RequestException(ErrorCode.EXPIRED_ITERATOR, EXPIRED);
        }
        return iterator;
    }

    private String secret() {
        String secret = database.version().streamSecret();
        if (secret == null) {
            throw new IllegalStateException("streams without a secret");
        }
        return secret;
    }

    /** A page without reading files; null if it takes {@link #readPast}. */
    public @Nullable RecordPage readRecent(Shard shard, StreamPosition from, int limit) {
        // Whether anything follows is asked first: what comes meanwhile is for the next page.
        LogEnd end = log.end();
        RecordPage page = tails.read(shard, from, limit);
        if (page == null && pages.isAtEnd(from)) {
            return new RecordPage(List.of(), shard.isClosed(end) ? null : from);
        }
        return page;
    }

    /** A page from the log. */
    public RecordPage readPast(Shard shard, StreamPosition from, int limit) {
        return pages.read(shard, from, limit);
    }

    /**
     * Runs a task that reads files, on a worker.
     *
     * @throws RequestException THROTTLING if too many wait
     */
    public void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException full) {
            throw new RequestException(
                    ErrorCode.THROTTLING, "Too many reads of older records at once");
        }
    }

    /** Bytes of the newest records that are held, about. */
    public long heldBytes() {
        return tails.heldBytes();
    }

    /** Pages of older records that were read from the log, since the start. */
    public long logReads() {
        return pages.reads();
    }

    /** Ends the workers; what they read is not waited for. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
