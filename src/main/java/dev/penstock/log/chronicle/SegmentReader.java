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
    /** Holds the largest entry, or the whole file, and is read in one go. */
    private static final int WINDOW_BYTES_MAX = 4 * EntryLayout.ENTRY_BYTES_MAX;

    private final Path path;
    private final FileChannel channel;
    private final EntryScan scan;
    private final ByteBuffer window;

    /** Offset in the file of the window's first byte. */
    private long windowOffset;

    private long unread;
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
        int windowBytes = (int) Math.min(WINDOW_BYTES_MAX, unread);
        window = ByteBuffer.allocate(windowBytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);
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
        window.compact();
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
            }
        } catch (IOException e) {
            throw new LogException("cannot read " + path, e);
        }
        window.flip();
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
