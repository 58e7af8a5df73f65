package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
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

    SegmentPreparer(Path epoch, ChronicleLogSettings settings, Executor background) {
        this.epoch = epoch;
        this.settings = settings;
        this.background = background;
    }

    /** Begins to prepare a segment, unless one is being prepared or waits. */
    void begin(int segment) {
        if (next == null) {
            hurried = false;
            next = new FutureTask<>(() -> prepare(segment));
            background.execute(next);
        }
    }

    /**
     * The segment, as soon as it is prepared; if nobody has begun to, the caller does it. A
     * preparation that failed is tried once more.
     */
    PreparedSegment take(int segment) {
        hurried = true;
        var prepared = awaitOrPrepare(segment);
        waitingBytes = 0;
        return prepared;
    }

    /** Bytes of the disk that are not free, but held for the segment to come. */
    long waitingBytes() {
        return waitingBytes;
    }

    private PreparedSegment awaitOrPrepare(int segment) {
        var begun = next;
        next = null;
        if (begun != null) {
            try {
                var prepared = finish(begun);
                if (prepared.segment() != segment) {
                    throw new IllegalStateException("prepared segment " + prepared.segment());
                }
                return prepared;
            } catch (ExecutionException failed) {
                // Space may have been short then and there now; if not, the next line says so.
            }
        }
        return prepare(segment);
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

    private PreparedSegment prepare(int segment) {
        Path preparing = epoch.resolve(SegmentName.preparing(segment));
        try {
            var prepared = fill(segment, preparing);
            Files.move(
                    preparing,
                    epoch.resolve(SegmentName.prepared(segment)),
                    StandardCopyOption.ATOMIC_MOVE);
            return prepared;
        } catch (IOException e) {
            throw new LogException("cannot prepare " + preparing, e);
        }
    }

    private PreparedSegment fill(int segment, Path preparing) throws IOException {
        var channel =
                FileChannel.open(
                        preparing,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        try {
            var prepared = PreparedSegment.of(segment, preparing, channel);
            long fileBytes = settings.segmentFileBytes();
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
            channel.close();
            Files.deleteIfExists(preparing);
            waitingBytes = 0;
            throw e;
        }
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
