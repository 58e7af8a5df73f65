package dev.penstock.log.chronicle;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchReader;
import dev.penstock.log.CommitLog;
import dev.penstock.log.DamagedLogException;
import dev.penstock.log.LogEnd;
import dev.penstock.log.LogException;
import dev.penstock.log.NoRoomException;
import dev.penstock.log.TableFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
    private final LogOpening opening;

    /** Set by who opens, once; read by any thread. Null until then. */
    private volatile LogOpening.@Nullable Begun begun;

    /**
     * Segments that hold batches, oldest first, the last one perhaps only batches not yet durable.
     * The writer adds, whoever retains removes.
     */
    private final AtomicReference<List<Segment>> segments;

    /** End of what readers may see. Written by the writer after a sync, read by any thread. */
    private volatile DurableMark durable;

    private final PassedMarks marks;

    /** The last commit that was certainly synced when the log was opened. */
    private final long certainSequence;

    /** The writer's: goes through the segment that is written. Null before there is one. */
    private PassedMarks.@Nullable Passing passing;

    /** The writer's: the tables of the batch appended last. */
    private final TableFilter pendingTables = new TableFilter();

    /** What readers have read of files. Any thread. */
    private final LongAdder readBytes = new LongAdder();

    /** Why the log refuses further use. Written by the writer, read by any thread. */
    private volatile @Nullable Throwable failure;

    /** Written by whoever closes, read by any thread. */
    private volatile boolean closed;

    /** The writer's: where the log ends once the batch appended last is synced. */
    private @Nullable LogEnd pending;

    private ChronicleLog(
            LogDirectory directory, LogOpening opening, Recovery.Found found, PassedMarks marks) {
        this.marks = marks;
        certainSequence = found.mark().end().sequence();
        this.directory = directory;
        this.opening = opening;
        this.segments = new AtomicReference<>(found.segments());
        this.durable = found.tip();
    }

    /** Makes a new log, durably; does nothing if that was done before. */
    public static void create(Path directory) {
        var files = new LogDirectory(directory);
        files.create();
        if (Files.exists(files.markPath())) {
            // Who made it may have failed at the very sync that makes its name durable.
            LogDirectory.sync(directory);
        } else {
            MarkFile.create(files.markPath());
        }
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
     * Opens the log in a directory: judges its tail, and changes nothing. Until {@link #begin} its
     * end is what was found, durable or not.
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
        var found = Recovery.find(files);
        var opening = new LogOpening(files, settings, found, ports);
        var marks = new PassedMarks(settings.segmentBytes());
        return new ChronicleLog(files, opening, found, marks);
    }

    /** Rewrites what may not be durable into a new epoch; from then on that is the log. */
    @Override
    public void begin() {
        requireUsable();
        if (begun != null) {
            throw new IllegalStateException("the log was begun before");
        }
        try {
            var made = opening.begin();
            begun = made;
            segments.set(made.segments());
            durable = made.mark();
            marks.begin(certainSequence);
            if (!made.mark().isBeforeFirstEntry()) {
                passing = marks.passing(made.mark());
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void leaveFree(LongSupplier bytes) {
        begun().writer().leaveFree(bytes);
    }

    private LogOpening.Begun begun() {
        var made = begun;
        if (made == null) {
            throw new IllegalStateException("the log was not begun");
        }
        return made;
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
        var writer = begun().writer();
        LogEnd after = durable.end().after(batch);
        try {
            if (writer.append(batch)) {
                var added = writer.segment(batch);
                segments.getAndUpdate(held -> with(held, added));
            }
        } catch (NoRoomException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw fatal("cannot append batch " + batch.number(), e);
        }
        pending = after;
        pendingTables.set(batch.body().tables());
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
        var writer = begun().writer();
        try {
            boolean isNewFile = writer.sync();
            var mark = new DurableMark(writer.place(), writer.usedBytes(), pending, writer.chain());
            if (isNewFile) {
                // Bounds by a segment how far the mark may lag after a loss of power. Both slots:
                // a torn one must not leave the other to name a segment that may be deleted now.
                begun().markFile().commit(mark);
            } else {
                begun().markFile().write(mark);
            }
            durable = mark;
            pass(mark, isNewFile);
            pending = null;
        } catch (RuntimeException | Error e) {
            throw fatal("cannot sync batch " + pending.batchNumber(), e);
        }
    }

    /** Nothing waits for what is kept of it. */
    private void pass(DurableMark mark, boolean isNewFile) {
        var current = passing;
        if (isNewFile) {
            if (current != null) {
                end(current);
            }
            current = marks.passing(mark.place(), firstOf(mark.place()));
            passing = current;
        }
        if (current != null) {
            current.pass(mark, pendingTables);
        }
    }

    /** A segment is written no more. */
    private void end(PassedMarks.Passing ended) {
        ended.end();
        DurableMark last = ended.at();
        if (last == null) {
            return;
        }
        for (Segment segment : segments.get()) {
            if (segment.id().equals(last.place())) {
                try {
                    opening.background().execute(() -> marks.save(segment, last));
                } catch (RejectedExecutionException stopping) {
                    // Who reads the segment later makes it.
                }
            }
        }
    }

    private long firstOf(SegmentId place) {
        for (Segment segment : segments.get()) {
            if (segment.id().equals(place)) {
                return segment.firstSequence();
            }
        }
        throw new IllegalStateException("no segment " + place);
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
        read(pass -> pass.read(fromSequence, reader));
    }

    @Override
    public void read(long fromSequence, int tableId, BatchReader reader) {
        read(pass -> pass.read(fromSequence, tableId, reader));
    }

    private void read(Consumer<LogReader> reading) {
        requireUsable();
        // The end first: a segment added behind it is then known not to matter.
        var end = durable;
        var pass = new LogReader(segments.get(), end, marks);
        try {
            reading.accept(pass);
        } finally {
            readBytes.add(pass.readBytes());
        }
    }

    /** Bytes of its files that were read for readers since it was opened. */
    public long readBytes() {
        return readBytes.sum();
    }

    @Override
    public synchronized void retain(long fromSequence) {
        requireUsable();
        begun();
        // The list first: no reader begins with a segment that is about to go.
        var held =
                segments.updateAndGet(
                        all ->
                                List.copyOf(
                                        all.subList(firstNeeded(all, fromSequence), all.size())));
        if (!held.isEmpty()) {
            marks.retain(held.getFirst());
            directory.deleteBefore(held.getFirst().id());
        }
    }

    @Override
    public long firstMicros() {
        var end = durable.end();
        var held = segments.get();
        return held.isEmpty() || held.getFirst().firstSequence() > end.sequence()
                ? end.commitMicros() + 1
                : held.getFirst().firstMicros();
    }

    @Override
    public long sequenceAt(long commitMicros) {
        var end = durable.end();
        var held = segments.get();
        if (held.isEmpty() || commitMicros > end.commitMicros()) {
            return end.sequence() + 1;
        }
        int index = 0;
        while (index + 1 < held.size() && held.get(index + 1).firstMicros() <= commitMicros) {
            index++;
        }
        return Math.min(end.sequence() + 1, marks.sequenceAt(held.get(index), commitMicros));
    }

    @Override
    public long sequenceWithin(long bytes) {
        var held = segments.get();
        long used = 0;
        for (int i = held.size() - 1; i >= 0; i--) {
            used += fileBytes(held.get(i).path());
            if (used > bytes) {
                return i + 1 < held.size()
                        ? held.get(i + 1).firstSequence()
                        : held.get(i).firstSequence();
            }
        }
        return firstSequence();
    }

    /** A file that is gone meanwhile takes nothing. */
    private static long fileBytes(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }

    private int firstNeeded(List<Segment> held, long fromSequence) {
        long from = Math.min(fromSequence, durable.end().sequence());
        int first = 0;
        while (first + 1 < held.size() && held.get(first + 1).firstSequence() <= from) {
            first++;
        }
        return first;
    }

    /** Where readers stop. For tests. */
    DurableMark mark() {
        return durable;
    }

    /** The segment that is written. For tests, on the writer's thread. */
    SegmentId place() {
        return begun().writer().place();
    }

    @Override
    public String placeOf(long sequence) {
        var end = durable;
        var held = segments.get();
        boolean isBehind = sequence > end.end().sequence();
        if (isBehind && !end.isBeforeFirstEntry()) {
            return "%s at byte %d".formatted(directory.segmentPath(end.place()), end.offset());
        }
        boolean isHeld = !isBehind && !held.isEmpty();
        var path = isHeld ? held.get(firstNeeded(held, sequence)).path() : directory.markPath();
        return path + " at byte 0";
    }

    /**
     * Bytes that the log's file system has left for others than the superuser, and those that the
     * prepared segment holds already.
     */
    public long usableBytes() {
        return LogDirectory.usableBytes(directory.path()) + begun().writer().waitingBytes();
    }

    /** Ends appending. What was appended and not synced may or may not be there afterwards. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        marks.end();
        var made = begun;
        if (made == null) {
            return;
        }
        try (var markFile = made.markFile()) {
            made.writer().close();
            if (failure == null) {
                markFile.sync();
            }
        }
    }
}
