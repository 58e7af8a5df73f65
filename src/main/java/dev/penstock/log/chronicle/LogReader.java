package dev.penstock.log.chronicle;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchBody;
import dev.penstock.log.BatchReader;
import dev.penstock.log.DamagedLogException;
import dev.penstock.log.LogException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the batches of some segments in order and believes nothing unchecked: each must follow the
 * one before by number, sequence and chain. One pass, one thread.
 */
final class LogReader {
    private final List<Segment> segments;
    private final DurableMark end;
    private final PassedMarks marks;
    private BatchChain chain = BatchChain.fromAnySegment();

    private byte @Nullable [] body;

    /** Where the entry stands that the body begins with. */
    private long bodyOffset;

    private long readBytes;

    /**
     * @param segments the first is read from its beginning; those behind the end are not read
     * @param end where to stop
     */
    LogReader(List<Segment> segments, DurableMark end) {
        this(segments, end, new PassedMarks());
    }

    /**
     * The same.
     *
     * @param marks places to begin at; what is passed is added
     */
    LogReader(List<Segment> segments, DurableMark end, PassedMarks marks) {
        this.marks = marks;
        this.segments = segments;
        this.end = end;
    }

    /**
     * Hands over the batches that reach this sequence number or lie behind it.
     *
     * @throws DamagedLogException at the first byte that is not what was synced
     */
    void read(long fromSequence, BatchReader reader) {
        int first = indexOf(fromSequence);
        for (int i = first; i < segments.size(); i++) {
            var mark = i == first ? marks.before(segments.get(i).id(), fromSequence) : null;
            if (lastBatch(i) >= segments.get(i).firstBatch()
                    && !read(i, mark, fromSequence, reader)) {
                return;
            }
        }
    }

    /** What was read of files so far. */
    long readBytes() {
        return readBytes;
    }

    /** The last segment that begins at or before a sequence number, or the first of all. */
    private int indexOf(long sequence) {
        int index = 0;
        while (index + 1 < segments.size() && segments.get(index + 1).firstSequence() <= sequence) {
            index++;
        }
        return index;
    }

    /** The last batch of a segment: the next one that holds any takes over. */
    private long lastBatch(int index) {
        long last = end.end().batchNumber();
        return index + 1 < segments.size()
                ? Math.min(last, segments.get(index + 1).firstBatch() - 1)
                : last;
    }

    /** Reads one segment; returns whether the reader wants more. */
    private boolean read(
            int index, @Nullable DurableMark mark, long fromSequence, BatchReader reader) {
        var segment = segments.get(index);
        long lastBatch = lastBatch(index);
        long limit = segment.id().equals(end.place()) ? end.offset() : Long.MAX_VALUE;
        long goodBytes = mark == null ? 0 : mark.offset();
        if (mark == null) {
            chain.enterSegment();
        } else {
            chain = BatchChain.after(mark.end(), mark.chain());
        }
        var entries = new SegmentReader(segment.id(), segment.path(), goodBytes, limit);
        try (entries) {
            var before = mark;
            while (goodBytes == 0 || chain.end().batchNumber() < lastBatch) {
                if (!entries.next() || chain.accept(entries.entry()) == BatchChain.Step.DEVIATES) {
                    throw missing(segment, goodBytes);
                }
                goodBytes = entries.endOffset();
                var batch = assemble(segment, entries, fromSequence);
                if (!entries.entry().isLast()) {
                    continue;
                }
                var after = new DurableMark(segment.id(), goodBytes, chain.end(), chain.chain());
                marks.pass(after);
                if (batch != null && !reader.onBatch(batch)) {
                    marks.stop(before, after);
                    return false;
                }
                before = after;
            }
            marks.stop(null, before);
        } finally {
            readBytes += entries.readBytes();
        }
        return true;
    }

    private DamagedLogException missing(Segment segment, long goodBytes) {
        long number = goodBytes == 0 ? segment.firstBatch() : chain.end().batchNumber() + 1;
        return new DamagedLogException(
                "batch " + number + " is missing or damaged", segment.path(), goodBytes);
    }

    /** Adds an entry to its batch; returns the batch if it is whole and asked for. */
    private @Nullable Batch assemble(Segment segment, SegmentReader entries, long fromSequence) {
        var entry = entries.entry();
        var stamp = entry.stamp();
        if (stamp.lastSequence() < fromSequence) {
            return null;
        }
        if (entry.index() == 0 || body == null) {
            body = new byte[stamp.bodyBytes()];
            bodyOffset = entries.offset();
        }
        byte[] whole = body;
        entries.copyPart(whole);
        if (!entry.isLast()) {
            return null;
        }
        body = null;
        return batch(segment, stamp, whole);
    }

    /** A body that is no commits under its own checksum was made by a faulty writer. */
    private Batch batch(Segment segment, Entry.BatchStamp stamp, byte[] whole) {
        try {
            return new Batch(
                    stamp.number(),
                    stamp.firstSequence(),
                    stamp.commitMicros(),
                    BatchBody.ofBytes(whole, stamp.commitCount()));
        } catch (LogException malformed) {
            throw new DamagedLogException(
                    "batch " + stamp.number() + ": " + malformed.getMessage(),
                    segment.path(),
                    bodyOffset);
        }
    }
}
