package dev.penstock.log.chronicle;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchReader;
import dev.penstock.log.CommitLog;
import dev.penstock.log.DamagedLogException;
import dev.penstock.log.LogEnd;
import dev.penstock.log.LogException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The log in files; its format and its rules are in {@code docs/internals/log-format.md}.
 *
 * <p>One thread at a time appends, syncs and closes; it must never be interrupted. Any thread reads
 * and retains. The caller holds the data directory's lock. Whatever fails in appending or syncing
 * is final: everything is refused from then on.
 */
public final class ChronicleLog implements CommitLog {
    private final LogDirectory directory;
    private final MarkFile markFile;
    private final SegmentWriter writer;

    /**
     * Segments that hold batches, oldest first, the last one perhaps only batches not yet durable.
     * The writer adds, whoever retains removes.
     */
    private final AtomicReference<List<Segment>> segments;

    /** End of what readers may see. Written by the writer after a sync, read by any thread. */
    private volatile DurableMark durable;

    /** Why the log refuses further use. Written by the writer, read by any thread. */
    private volatile @Nullable Throwable failure;

    /** Written by whoever closes, read by any thread. */
    private volatile boolean closed;

    /** The writer's: where the log ends once the batch appended last is synced. */
    private @Nullable LogEnd pending;

    private ChronicleLog(
            LogDirectory directory, MarkFile markFile, SegmentWriter writer, LogOpening opening) {
        this.directory = directory;
        this.markFile = markFile;
        this.writer = writer;
        this.segments = new AtomicReference<>(opening.segments());
        this.durable = opening.mark();
    }

    /**
     * What a log needs besides its files.
     *
     * @param random gives each epoch an id that nobody can guess
     * @param background prepares segments ahead
     */
    record Ports(
            RandomGenerator random,
            Executor background,
            SegmentWriter.EntryAppender.Opener appenders) {}

    /**
     * Opens the log in a directory, which is created if it is not there: judges the tail, rewrites
     * what may not be durable into a new epoch, and only then returns.
     *
     * @param directory protected by the caller's lock
     * @param random gives each epoch an id that nobody can guess
     * @param background prepares segments ahead; a writer that comes before it does so itself
     * @throws DamagedLogException if synced bytes are missing or altered
     */
    public static ChronicleLog open(
            Path directory,
            ChronicleLogSettings settings,
            RandomGenerator random,
            Executor background) {
        return open(directory, settings, new Ports(random, background, QueueAppender::new));
    }

    static ChronicleLog open(Path directory, ChronicleLogSettings settings, Ports ports) {
        var files = new LogDirectory(directory);
        var opening = new LogOpening(files, settings);
        var writer = opening.open(ports);
        return new ChronicleLog(files, opening.markFile(), writer, opening);
    }

    @Override
    public LogEnd end() {
        return durable.end();
    }

    @Override
    public long firstSequence() {
        long next = durable.end().sequence() + 1;
        var held = segments.get();
        return held.isEmpty() ? next : Math.min(next, held.getFirst().firstSequence());
    }

    @Override
    public void append(Batch batch) {
        requireUsable();
        if (pending != null) {
            throw new IllegalStateException("batch " + pending.batchNumber() + " is not synced");
        }
        LogEnd after = durable.end().after(batch);
        try {
            if (writer.append(batch)) {
                var added = writer.segment(batch);
                segments.getAndUpdate(held -> with(held, added));
            }
        } catch (RuntimeException | Error e) {
            throw fatal("cannot append batch " + batch.number(), e);
        }
        pending = after;
    }

    private static List<Segment> with(List<Segment> held, Segment added) {
        var more = new ArrayList<>(held);
        more.add(added);
        return List.copyOf(more);
    }

    @Override
    public void sync() {
        requireUsable();
        if (pending == null) {
            return;
        }
        try {
            boolean isNewFile = writer.sync();
            var mark = new DurableMark(writer.place(), writer.usedBytes(), pending, writer.chain());
            markFile.write(mark);
            if (isNewFile) {
                // Bounds by a segment how far the mark may lag after a loss of power.
                markFile.sync();
            }
            durable = mark;
            pending = null;
        } catch (RuntimeException | Error e) {
            throw fatal("cannot sync batch " + pending.batchNumber(), e);
        }
    }

    private LogException fatal(String message, Throwable cause) {
        failure = cause;
        return new LogException(message, cause);
    }

    private void requireUsable() {
        if (closed) {
            throw new LogException("the log is closed");
        }
        var failed = failure;
        if (failed != null) {
            throw new LogException("the log failed before", failed);
        }
    }

    @Override
    public void read(long fromSequence, BatchReader reader) {
        requireUsable();
        // The end first: a segment added behind it is then known not to matter.
        var end = durable;
        new LogReader(segments.get(), end).read(fromSequence, reader);
    }

    @Override
    public synchronized void retain(long fromSequence) {
        requireUsable();
        while (true) {
            var held = segments.get();
            boolean isFirstNeeded =
                    held.size() < 2
                            || held.get(1).firstSequence() > fromSequence
                            || held.get(1).firstSequence() > durable.end().sequence();
            if (isFirstNeeded) {
                return;
            }
            // The list first: no reader begins with a segment that is about to go.
            if (segments.compareAndSet(held, List.copyOf(held.subList(1, held.size())))) {
                directory.deleteSegment(held.getFirst().id());
                deleteEpochIfEmpty(held.getFirst().id(), held.get(1).id());
            }
        }
    }

    private void deleteEpochIfEmpty(SegmentId deleted, SegmentId next) {
        if (deleted.epoch() != next.epoch()) {
            directory.deleteEpoch(deleted.withSegment(0));
        }
    }

    /** Where readers stop. For tests. */
    DurableMark mark() {
        return durable;
    }

    /** The segment that is written. For tests, on the writer's thread. */
    SegmentId place() {
        return writer.place();
    }

    /**
     * Bytes that the log's file system has left for others than the superuser, and those that the
     * prepared segment holds already.
     */
    public long usableBytes() {
        return directory.path().toFile().getUsableSpace() + waitingBytes();
    }

    /** What the prepared segment holds already. Any thread. */
    long waitingBytes() {
        return writer.waitingBytes();
    }

    /** Ends appending. What was appended and not synced may or may not be there afterwards. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            writer.close();
            if (failure == null) {
                markFile.sync();
            }
        } finally {
            markFile.close();
        }
    }
}
