package dev.penstock.log.chronicle;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchBody;
import dev.penstock.log.BatchReader;
import dev.penstock.log.DamagedLogException;
import dev.penstock.log.LogException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
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
        try (var entries = new SegmentReader(segment.id(), segment.path(), goodBytes, limit)) {
            while (goodBytes == 0 || chain.end().batchNumber() < lastBatch) {
                if (!entries.next() || chain.accept(entries.entry()) == BatchChain.Step.DEVIATES) {
                    throw missing(segment, goodBytes);
                }
                goodBytes = entries.endOffset();
                if (entries.entry().isLast()) {
                    marks.pass(
                            new DurableMark(segment.id(), goodBytes, chain.end(), chain.chain()));
                }
                var batch = assemble(segment, entries, fromSequence);
                if (batch != null && !reader.onBatch(batch)) {
                    return false;
                }
            }
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

    /**
     * Places between two batches that the writer or a reader has passed, about one per MiB: a
     * reader begins at one of them instead of at its segment's beginning. They hold the chain at
     * their place, so that what follows is checked as if all before had been read. In memory only:
     * after a start the first reader of a segment passes it once more.
     *
     * <p>Any thread adds, finds and forgets.
     */
    static final class PassedMarks {
        /** From one mark to the next, about. */
        private static final long STEP_BYTES = 1 << 20;

        /** By the sequence number of the first commit behind the mark. */
        private final ConcurrentNavigableMap<Long, DurableMark> marks =
                new ConcurrentSkipListMap<>();

        /** Keeps the mark if there is none shortly before it in its segment. */
        void pass(DurableMark mark) {
            long next = mark.end().sequence() + 1;
            Map.Entry<Long, DurableMark> before = marks.floorEntry(next);
            if (before == null || isFar(before.getValue(), mark)) {
                marks.putIfAbsent(next, mark);
            }
        }

        private static boolean isFar(DurableMark before, DurableMark mark) {
            boolean isSameFile = before.place().equals(mark.place());
            return mark.offset() >= (isSameFile ? before.offset() : 0) + STEP_BYTES;
        }

        /** The last mark of a segment from which on this commit is met; null if there is none. */
        @Nullable DurableMark before(SegmentId place, long sequence) {
            Map.Entry<Long, DurableMark> mark = marks.floorEntry(sequence);
            return mark != null && mark.getValue().place().equals(place) ? mark.getValue() : null;
        }

        /** The sequence number behind the last of a segment's marks that lie before this time. */
        long sequenceAt(Segment segment, long commitMicros) {
            long sequence = segment.firstSequence();
            for (var mark : marks.tailMap(segment.firstSequence(), false).entrySet()) {
                boolean isIn = mark.getValue().place().equals(segment.id());
                if (!isIn || mark.getValue().end().commitMicros() >= commitMicros) {
                    break;
                }
                sequence = mark.getKey();
            }
            return sequence;
        }

        /** Forgets what stands before the oldest segment that is held. */
        void retain(Segment oldest) {
            marks.headMap(oldest.firstSequence(), true).clear();
        }
    }
}
