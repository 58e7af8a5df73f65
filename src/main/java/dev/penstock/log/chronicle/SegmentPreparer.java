package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import dev.penstock.log.NoRoomException;
import dev.penstock.log.StartReserve;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fills the next segment with zeros in the background, so that neither a sparse page nor a full
 * disk meets the writer. The writer owns it; only {@link #prepare} runs elsewhere.
 */
final class SegmentPreparer implements AutoCloseable {
    /** Filled between two syncs and pauses. */
    private static final long STRIDE_BYTES = 1L << 20;

    private final Path epoch;
    private final ChronicleLogSettings settings;
    private final StartReserve reserve;
    private final Executor background;

    private @Nullable FutureTask<PreparedSegment> next;

    /** Set by the writer when it waits: no more pauses. Read by the background. */
    private volatile boolean hurried;

    /** Set by the writer when nobody will want the segment. Read by the background. */
    private volatile boolean closed;

    /**
     * What the next segment has got of the disk so far. Written by whoever fills it, then by the
     * writer that takes it; read by any thread.
     */
    private volatile long waitingBytes;

    /**
     * Until the log is open a segment may be as small as what must be written to open it: a start
     * on a full disk needs no more. Set by the opener or the writer; read by the background, too.
     */
    private volatile boolean isOpening = true;

    /** Set once by who opens; asked by whoever prepares. Until then a segment may take all. */
    private volatile LongSupplier leftFree = () -> 0;

    SegmentPreparer(
            Path epoch, ChronicleLogSettings settings, StartReserve reserve, Executor background) {
        this.epoch = epoch;
        this.settings = settings;
        this.reserve = reserve;
        this.background = background;
    }

    /** Begins to prepare a segment, unless one is being prepared or waits. */
    void begin(int segment) {
        if (next == null) {
            hurried = false;
            next = new FutureTask<>(() -> prepare(segment, settings.segmentFileBytes()));
            background.execute(next);
        }
    }

    /**
     * The segment, as soon as it is prepared; if nobody has begun to, the caller does it. A
     * preparation that failed is tried once more.
     *
     * @param neededBytes a file of the usual size is extended if this does not fit
     * @throws NoRoomException if that fails too; the next call tries again
     */
    PreparedSegment take(int segment, long neededBytes) {
        hurried = true;
        var prepared = awaitOrPrepare(segment, neededBytes);
        if (settings.fileBytes(neededBytes) > prepared.allocatedBytes()) {
            extend(prepared, settings.fileBytes(neededBytes + settings.blockBytes()));
        }
        next = null;
        waitingBytes = 0;
        return prepared;
    }

    private void extend(PreparedSegment prepared, long bytes) {
        try {
            prepared.fillTo(bytes);
        } catch (IOException e) {
            throw new NoRoomException("cannot extend segment " + prepared.segment(), e);
        } finally {
            waitingBytes = prepared.allocatedBytes();
        }
    }

    /** The log is open. */
    void opened() {
        isOpening = false;
    }

    /** So many bytes stay free beside a segment that is prepared. */
    void leaveFree(LongSupplier bytes) {
        leftFree = bytes;
    }

    /** Bytes of the disk that are not free, but held for the segment to come. */
    long waitingBytes() {
        return waitingBytes;
    }

    private PreparedSegment awaitOrPrepare(int segment, long neededBytes) {
        if (next != null) {
            try {
                return prepared(segment, next);
            } catch (ExecutionException failed) {
                // Space may have been short then and there now: once more.
            }
        }
        long fileBytes = isOpening ? settings.fileBytes(neededBytes) : settings.segmentFileBytes();
        next = new FutureTask<>(() -> prepare(segment, fileBytes));
        try {
            return prepared(segment, next);
        } catch (ExecutionException failed) {
            next = null;
            throw new NoRoomException(
                    "cannot prepare segment " + segment, Objects.requireNonNull(failed.getCause()));
        }
    }

    private static PreparedSegment prepared(int segment, FutureTask<PreparedSegment> task)
            throws ExecutionException {
        var prepared = finish(task);
        if (prepared.segment() != segment) {
            throw new IllegalStateException("prepared segment " + prepared.segment());
        }
        return prepared;
    }

    /** Runs a task unless somebody does, and waits for its end. */
    private static PreparedSegment finish(FutureTask<PreparedSegment> task)
            throws ExecutionException {
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogException("interrupted while a segment is prepared", e);
        }
    }

    private PreparedSegment prepare(int segment, long fileBytes) throws IOException {
        Path preparing = epoch.resolve(SegmentName.preparing(segment));
        if (!isOpening) {
            reserve.keep();
        }
        requireSpace(preparing, fileBytes);
        var prepared = fill(segment, preparing, fileBytes);
        try {
            Files.move(
                    preparing,
                    epoch.resolve(SegmentName.prepared(segment)),
                    StandardCopyOption.ATOMIC_MOVE);
            return prepared;
        } catch (IOException e) {
            throw abandoned(prepared, preparing, e);
        }
    }

    /** Whoever else uses a disk that is almost full must not find it filled again and again. */
    private void requireSpace(Path preparing, long fileBytes) throws IOException {
        long usableBytes = LogDirectory.usableBytes(epoch);
        long neededBytes = fileBytes + leftFree.getAsLong();
        if (usableBytes < neededBytes) {
            throw new IOException(
                    "%s needs %,d bytes, what must stay free included, and the disk has %,d left"
                            .formatted(preparing, neededBytes, usableBytes));
        }
    }

    private PreparedSegment fill(int segment, Path preparing, long fileBytes) throws IOException {
        var channel =
                FileChannel.open(
                        preparing,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        var prepared = PreparedSegment.of(segment, preparing, channel);
        try {
            for (long at = 0; at < fileBytes; at += STRIDE_BYTES) {
                if (closed) {
                    throw new IOException("the log is closed");
                }
                prepared.fillTo(Math.min(at + STRIDE_BYTES, fileBytes));
                waitingBytes = prepared.allocatedBytes();
                if (!hurried) {
                    channel.force(false);
                    LockSupport.parkNanos(settings.pauseMicros() * 1_000L);
                }
            }
            channel.force(true);
            return prepared;
        } catch (IOException e) {
            throw abandoned(prepared, preparing, e);
        }
    }

    /** Gives the space back; returns why. */
    private IOException abandoned(PreparedSegment prepared, Path preparing, IOException why) {
        prepared.close();
        waitingBytes = 0;
        try {
            Files.deleteIfExists(preparing);
        } catch (IOException left) {
            // The next attempt takes the file over, the next start deletes it.
            why.addSuppressed(left);
        }
        return why;
    }

    /** Ends what is being prepared and waits until it has ended. */
    @Override
    public void close() {
        closed = true;
        if (next != null) {
            try {
                finish(next).close();
            } catch (ExecutionException ended) {
                // It was told to end.
            }
            next = null;
        }
    }
}
