package dev.penstock.log.chronicle;

import dev.penstock.log.Batch;
import dev.penstock.log.LogException;
import dev.penstock.log.NoRoomException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches into the segments of one epoch and rolls them by size. Belongs to the writer, like
 * all that it holds.
 */
final class SegmentWriter implements AutoCloseable {
    /** Puts entries into the files of one epoch. Belongs to one thread at a time. */
    interface EntryAppender extends AutoCloseable {
        /** The next entry goes to this segment, of which the prepared file must be there. */
        void enterSegment(int segment);

        /** Writes one entry; returns the offset in the segment's file at which it begins. */
        long append(byte[] header, byte[] body, int from, int length);

        /** The file that holds the last entry. */
        Path currentPath();

        /** Room that it may take in a segment for what is no entry. */
        long ownBytesMax();

        @Override
        void close();

        /** Begins an epoch in its empty directory. */
        @FunctionalInterface
        interface Opener {
            EntryAppender open(Path epoch, int blockBytes);
        }
    }

    private final LogDirectory directory;
    private final ChronicleLogSettings settings;
    private final EntryAppender queue;
    private final SegmentPreparer preparer;
    private final BatchEncoder encoder;

    private @Nullable PreparedSegment current;

    /** The name of {@link #current}: made once, not with each sync. */
    private Path currentPath;

    private long usedBytes;
    private boolean isFileUnsynced;
    private boolean isDirectoryUnsynced;

    /** Begins an epoch in its directory, chained to what lies before. */
    SegmentWriter(
            LogDirectory directory,
            SegmentId epoch,
            int chain,
            ChronicleLogSettings settings,
            ChronicleLog.Ports ports) {
        this.directory = directory;
        this.settings = settings;
        Path path = directory.createEpoch(epoch);
        queue = ports.appenders().open(path, settings.blockBytes());
        preparer =
                new SegmentPreparer(
                        path, settings, directory.reserve(settings), ports.background());
        encoder = new BatchEncoder(epoch, chain);
        currentPath = directory.segmentPath(epoch);
        preparer.begin(epoch.segment());
    }

    /**
     * Writes a batch, all of it into one segment. A batch larger than a segment gets one to itself.
     *
     * @return whether it is the first of its segment
     * @throws NoRoomException if it needs a segment that cannot be had: nothing was changed
     */
    boolean append(Batch batch) {
        long neededBytes = BatchEncoder.fileBytes(batch) + queue.ownBytesMax();
        var before = current;
        var file =
                before == null || usedBytes + neededBytes > segmentBytes(before)
                        ? roll(neededBytes)
                        : before;
        boolean rolls = file != before;
        var body = batch.body();
        int count = EntryLayout.entryCount(body.byteCount());
        for (int i = 0; i < count; i++) {
            int length = EntryLayout.partBytes(body.byteCount(), i);
            byte[] header = encoder.header(batch, i);
            long at = queue.append(header, body.array(), BatchEncoder.partOffset(i), length);
            isFileUnsynced = true;
            requireAligned(at);
            usedBytes = at + header.length + length;
        }
        if (rolls) {
            requireOurFile(file);
        }
        if (usedBytes > segmentBytes(file) / 2) {
            preparer.begin(file.segment() + 1);
        }
        return rolls;
    }

    /** Where a segment ends: one that was begun on a full disk is smaller than others. */
    private long segmentBytes(PreparedSegment file) {
        return settings.usableBytes(file.allocatedBytes());
    }

    private PreparedSegment roll(long neededBytes) {
        var prepared = preparer.take(current == null ? 0 : current.segment() + 1, neededBytes);
        if (current != null) {
            syncFile(current);
            current.close();
        }
        int segment = prepared.segment();
        queue.enterSegment(segment);
        encoder.enterSegment(segment);
        current = prepared;
        currentPath = directory.segmentPath(place());
        usedBytes = 0;
        isDirectoryUnsynced = true;
        return prepared;
    }

    private static void requireAligned(long offset) {
        if (offset % EntryLayout.ALIGNMENT_BYTES != 0) {
            throw new LogException("the queue put an entry at byte " + offset);
        }
    }

    /** Syncing another file than the queue writes would acknowledge what is not durable. */
    private void requireOurFile(PreparedSegment file) {
        Path path = queue.currentPath();
        if (!path.equals(currentPath) || !file.isFile(path)) {
            throw new LogException("the queue did not take the prepared file for " + path);
        }
    }

    /** Makes what was appended durable; returns whether a new file became durable with it. */
    boolean sync() {
        if (current == null) {
            return false;
        }
        syncFile(current);
        boolean isNewFile = isDirectoryUnsynced;
        if (isNewFile) {
            LogDirectory.sync(directory.epochPath(place()));
            isDirectoryUnsynced = false;
        }
        return isNewFile;
    }

    private void syncFile(PreparedSegment file) {
        if (isFileUnsynced) {
            file.sync(currentPath);
            isFileUnsynced = false;
        }
    }

    /** The segment that is written, which begins with this batch. */
    Segment segment(Batch first) {
        return new Segment(
                place(), currentPath, first.number(), first.firstSequence(), first.commitMicros());
    }

    /** From now on every segment is a whole one. */
    void opened() {
        preparer.opened();
    }

    /** The place of the segment that is written. */
    SegmentId place() {
        return encoder.place();
    }

    /** Bytes of the disk that are held for the segment to come. Any thread. */
    long waitingBytes() {
        return preparer.waitingBytes();
    }

    /** So many bytes stay free when a segment is prepared. */
    void leaveFree(LongSupplier bytes) {
        preparer.leaveFree(bytes);
    }

    /** Behind the last entry in the segment. */
    long usedBytes() {
        return usedBytes;
    }

    /** Checksum of the last entry. */
    int chain() {
        return encoder.chain();
    }

    @Override
    public void close() {
        preparer.close();
        queue.close();
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
