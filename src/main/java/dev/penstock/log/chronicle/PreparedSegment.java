package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a segment and the channel that syncs it, opened before anything was written. It
 * changes its name while it is open: from prepared to segment.
 */
final class PreparedSegment implements AutoCloseable {
    /**
     * Size of one write of zeros. The page cache keeps small folios then; larger writes would make
     * it write 2 MB for every line dirtied through the mapping.
     */
    private static final int FILL_BYTES = 4096;

    private final int segment;
    private final FileChannel channel;
    private final @Nullable Object fileKey;
    private long allocatedBytes;

    private PreparedSegment(int segment, FileChannel channel, @Nullable Object fileKey) {
        this.segment = segment;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    /** An empty file that this process has created and opened. */
    static PreparedSegment of(int segment, Path path, FileChannel channel) throws IOException {
        return new PreparedSegment(segment, channel, fileKey(path));
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    int segment() {
        return segment;
    }

    /** Bytes that are certainly there, so that writing to them through a mapping cannot fail. */
    long allocatedBytes() {
        return allocatedBytes;
    }

    /** Appends zeros up to a size; what is there stays. */
    void fillTo(long bytes) throws IOException {
        var zeros = ByteBuffer.allocateDirect(FILL_BYTES);
        while (allocatedBytes < bytes) {
            zeros.clear().limit((int) Math.min(FILL_BYTES, bytes - allocatedBytes));
            allocatedBytes += channel.write(zeros, allocatedBytes);
        }
    }

    /**
     * Makes all that was written survive a loss of power.
     *
     * @param path its name now
     */
    void sync(Path path) {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new LogException("cannot sync " + path, e);
        }
    }

    /** Whether this path names the very file that {@link #sync} syncs. */
    boolean isFile(Path path) {
        try {
            return Objects.equals(fileKey, fileKey(path));
        } catch (IOException e) {
            throw new LogException("cannot look at " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LogException("cannot close segment " + segment, e);
        }
    }
}
