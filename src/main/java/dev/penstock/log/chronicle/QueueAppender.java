package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * One epoch's queue, of which we use the appending end only. Its clock is ours: it stands at the
 * current segment. Belongs to one thread at a time. What the library throws at an append, errors of
 * mapped memory included, passes through.
 */
final class QueueAppender implements SegmentWriter.EntryAppender {
    private static final String METADATA = "metadata.cq4t";
    private static final int PAGE_BYTES = 4096;

    /** Its index tables. */
    private static final long OWN_BYTES_MAX = 64 << 10;

    /** The library wants four of the largest entries. */
    private static final int BLOCK_BYTES_MIN = 4 * EntryLayout.ENTRY_BYTES_MAX;

    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;

    private final MappingAdvice advice = new MappingAdvice();
    private final int blockBytes;

    /** Read by the library on the appending thread only. */
    private long clockMillis;

    /** First offset in the segment whose block was not advised on. */
    private long advisedOffset;

    /**
     * Begins the queue of an epoch in its empty directory.
     *
     * @throws LogException if its files cannot be had
     */
    QueueAppender(Path epoch, int blockBytes) {
        if (blockBytes < BLOCK_BYTES_MIN) {
            throw new IllegalArgumentException("blocks of " + blockBytes + " bytes");
        }
        this.blockBytes = blockBytes;
        queue = queue(epoch);
        appender = appender(epoch);
        allocate(epoch.resolve(METADATA));
    }

    /** The library has no error of its own for files: it throws whatever came of them. */
    private SingleChronicleQueue queue(Path epoch) {
        try {
            return SingleChronicleQueueBuilder.binary(epoch)
                    .rollCycle(RollCycles.FIVE_MINUTELY)
                    .blockSize(blockBytes)
                    .timeProvider(() -> clockMillis)
                    .build();
        } catch (RuntimeException e) {
            throw new LogException("cannot begin the queue in " + epoch, e);
        }
    }

    /** A queue whose metadata could not be written is one that can only be read. */
    private ExcerptAppender appender(Path epoch) {
        try {
            var created = queue.createAppender();
            // The opener may rewrite a tail before it hands the log to the writer.
            created.singleThreadedCheckDisabled(true);
            return created;
        } catch (RuntimeException e) {
            queue.close();
            throw new LogException("cannot append to the queue in " + epoch, e);
        }
    }

    /** Writes every page of a sparse file, so that a full disk cannot meet its mapping later. */
    private static void allocate(Path path) {
        try (var channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var page = ByteBuffer.allocate(PAGE_BYTES);
            for (long at = 0; at < channel.size(); at += PAGE_BYTES) {
                channel.read(page.clear(), at);
                channel.write(page.flip(), at);
            }
        } catch (IOException e) {
            throw new LogException("cannot allocate " + path, e);
        }
    }

    @Override
    public void enterSegment(int segment) {
        clockMillis = segment * SegmentName.CYCLE_MILLIS;
        advisedOffset = 0;
    }

    @Override
    public long append(byte[] header, byte[] body, int from, int length) {
        try (DocumentContext document = appender.writingDocument()) {
            try {
                Bytes<?> bytes = Objects.requireNonNull(document.wire()).bytes();
                long offset = bytes.writePosition();
                adviseOnBlock(bytes, offset);
                bytes.write(header, 0, header.length).write(body, from, length);
                return offset;
            } catch (RuntimeException | Error e) {
                // Closing would otherwise commit what was written so far.
                document.rollbackOnClose();
                throw e;
            }
        }
    }

    /** The library maps a segment block by block; each mapping is advised on once. */
    private void adviseOnBlock(Bytes<?> bytes, long offset) {
        if (offset >= advisedOffset) {
            long inBlock = offset % blockBytes;
            advice.random(bytes.addressForWrite(offset) - inBlock, blockBytes);
            advisedOffset = offset - inBlock + blockBytes;
        }
    }

    @Override
    public Path currentPath() {
        return Objects.requireNonNull(appender.currentFile()).toPath();
    }

    @Override
    public long ownBytesMax() {
        return OWN_BYTES_MAX;
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }

    /**
     * Tells the kernel that a mapping is touched at random, so that a store to a page that was
     * evicted brings in that page and not a large folio, which would then be written back whole.
     * Advice only: where it cannot be given nothing else changes.
     */
    private static final class MappingAdvice {
        private static final int MADV_RANDOM = 1;

        private final @Nullable MethodHandle madvise;

        @SuppressWarnings("restricted") // One known function of the C library, which frees nothing.
        MappingAdvice() {
            var linker = Linker.nativeLinker();
            madvise =
                    linker.defaultLookup()
                            .find("madvise")
                            .map(
                                    symbol ->
                                            linker.downcallHandle(
                                                    symbol,
                                                    FunctionDescriptor.of(
                                                            ValueLayout.JAVA_INT,
                                                            ValueLayout.ADDRESS,
                                                            ValueLayout.JAVA_LONG,
                                                            ValueLayout.JAVA_INT)))
                            .orElse(null);
        }

        /** Advises on a mapping; returns whether the kernel took it. */
        boolean random(long address, long bytes) {
            if (madvise == null) {
                return false;
            }
            try {
                return (int)
                                madvise.invokeExact(
                                        MemorySegment.ofAddress(address), bytes, MADV_RANDOM)
                        == 0;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable impossible) {
                throw new IllegalStateException("madvise", impossible);
            }
        }
    }
}
