package dev.penstock.log.chronicle;

import dev.penstock.log.LogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Goes through the valid entries of one segment's file, in the order in which they stand. Reads
 * through a window; sees what another thread writes through a mapping, up to the limit it is given.
 * Belongs to one thread.
 */
final class SegmentReader implements AutoCloseable {
    /** Read at first: who wants a page of a few changes does not pay for much more. */
    private static final int FIRST_WINDOW_BYTES = 64 << 10;

    /** Read at once behind that, unless an entry is larger. */
    private static final int WINDOW_BYTES = 128 << 10;

    /** Holds the largest entry. */
    private static final int WINDOW_BYTES_MAX = 4 * EntryLayout.ENTRY_BYTES_MAX;

    private final Path path;
    private final FileChannel channel;
    private final EntryScan scan;
    private ByteBuffer window;

    /** Offset in the file of the window's first byte. */
    private long windowOffset;

    private long unread;
    private long readBytes;
    private int entryAt;

    /**
     * @param limitBytes where the file ends for this reader; it may end before
     */
    SegmentReader(SegmentId place, Path path, long limitBytes) {
        this(place, path, 0, limitBytes);
    }

    /**
     * The same from the middle.
     *
     * @param fromBytes an offset behind an entry, aligned or not
     */
    SegmentReader(SegmentId place, Path path, long fromBytes, long limitBytes) {
        this.path = path;
        windowOffset = EntryLayout.aligned(fromBytes);
        scan = new EntryScan(place);
        try {
            channel = FileChannel.open(path);
            unread = Math.max(0, Math.min(limitBytes, channel.size()) - windowOffset);
        } catch (IOException e) {
            throw new LogException("cannot open " + path, e);
        }
        window = window((int) Math.min(FIRST_WINDOW_BYTES, unread)).limit(0);
    }

    private static ByteBuffer window(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next valid entry, past anything else; returns whether there is one. */
    boolean next() {
        while (!scan.find(window, unread == 0)) {
            if (unread == 0) {
                return false;
            }
            fill();
        }
        entryAt = window.position();
        int next = (int) EntryLayout.aligned(entryAt + entryBytes());
        window.position(Math.min(next, window.limit()));
        return true;
    }

    private void fill() {
        windowOffset += window.position();
        int wantedBytes = (int) Math.min(nextWindowBytes(), window.remaining() + unread);
        if (wantedBytes > window.capacity()) {
            window = window(wantedBytes).put(window);
        } else {
            window.compact();
        }
        window.limit((int) Math.min(window.capacity(), window.position() + unread));
        try {
            while (window.hasRemaining()) {
                int read = channel.read(window, windowOffset + window.position());
                if (read < 0) {
                    // The file became shorter than it was when this reader began.
                    unread = 0;
                    break;
                }
                unread -= read;
                readBytes += read;
            }
        } catch (IOException e) {
            throw new LogException("cannot read " + path, e);
        }
        window.flip();
    }

    /** Larger than the one that its whole content is a part of an entry of. */
    private int nextWindowBytes() {
        int twice = 2 * window.capacity();
        return window.remaining() == window.capacity()
                ? Math.min(twice, WINDOW_BYTES_MAX)
                : Math.min(twice, WINDOW_BYTES);
    }

    /** What was read of the file so far. */
    long readBytes() {
        return readBytes;
    }

    Entry entry() {
        return EntryLayout.read(window, entryAt);
    }

    private int entryBytes() {
        return EntryLayout.entryBytes(window, entryAt);
    }

    /** Offset in the file of the current entry. */
    long offset() {
        return windowOffset + entryAt;
    }

    /** Offset in the file behind the current entry. */
    long endOffset() {
        return offset() + entryBytes();
    }

    /** Copies the current entry's part of the body to its place in the whole body. */
    void copyPart(byte[] body) {
        int length = entryBytes() - EntryLayout.HEADER_BYTES;
        int offset = BatchEncoder.partOffset(entry().index());
        window.get(entryAt + EntryLayout.HEADER_BYTES, body, offset, length);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LogException("cannot close " + path, e);
        }
    }
}
