package dev.penstock.log.chronicle;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchBody;
import dev.penstock.log.BatchReader;
import dev.penstock.log.DamagedLogException;
import dev.penstock.log.LogException;
import dev.penstock.log.TableFilter;
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

    /** Of which tables the last whole batch was. */
    private TableFilter tables = new TableFilter();

    private long readBytes;

    /**
     * @param segments the first is read from its beginning; those behind the end are not read
     * @param end where to stop
     */
    LogReader(List<Segment> segments, DurableMark end) {
        this(segments, end, new PassedMarks(Long.MAX_VALUE));
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
     * What is asked for.
     *
     * @param fromSequence batches that reach this sequence number or lie behind it
     * @param tableId what holds nothing of it may be left out; null: nothing may
     */
    private record Wanted(long fromSequence, @Nullable Integer tableId, BatchReader reader) {}

    /**
     * Hands over the batches that reach this sequence number or lie behind it.
     *
     * @throws DamagedLogException at the first byte that is not what was synced
     */
    void read(long fromSequence, BatchReader reader) {
        read(new Wanted(fromSequence, null, reader));
    }

    /** The same, but for stretches that are known to hold nothing of a table. */
    void read(long fromSequence, int tableId, BatchReader reader) {
        read(new Wanted(fromSequence, tableId, reader));
    }

    private void read(Wanted wanted) {
        int first = indexOf(wanted.fromSequence);
        for (int i = first; i < segments.size(); i++) {
            var segment = segments.get(i);
            if (lastBatch(i) < segment.firstBatch()) {
                continue;
            }
            if (!isWritten(segment)) {
                marks.load(segment, lastBatch(i));
            }
            var passing =
                    i == first
                            ? marks.passing(segment, wanted.fromSequence)
                            : marks.passing(segment.id(), segment.firstSequence());
            if (!read(i, passing, wanted)) {
                return;
            }
        }
    }

    private boolean isWritten(Segment segment) {
        return segment.id().equals(end.place());
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
    private boolean read(int index, PassedMarks.Passing passing, Wanted wanted) {
        var segment = segments.get(index);
        long lastBatch = lastBatch(index);
        if (passing.at() == null) {
            chain.enterSegment();
        }
        boolean wantsMore = true;
        while (wantsMore && (skip(passing, wanted, lastBatch) || isBefore(passing, lastBatch))) {
            if (isBefore(passing, lastBatch)) {
                wantsMore = readOn(segment, passing, wanted, lastBatch);
            }
        }
        if (!wantsMore || isWritten(segment)) {
            passing.stop();
            return wantsMore;
        }
        DurableMark last = passing.at();
        if (last != null) {
            passing.end();
            marks.save(segment, last);
            // The next segment follows, whether this one was read or skipped.
            chain = BatchChain.after(last.end(), last.chain());
        }
        return true;
    }

    private static boolean isBefore(PassedMarks.Passing passing, long lastBatch) {
        DurableMark at = passing.at();
        return at == null || at.end().batchNumber() < lastBatch;
    }

    /** Goes past what holds nothing that is wanted; returns whether there was any. */
    private static boolean skip(PassedMarks.Passing passing, Wanted wanted, long lastBatch) {
        Integer tableId = wanted.tableId;
        boolean hasSkipped = false;
        while (tableId != null && passing.skip(tableId, lastBatch)) {
            hasSkipped = true;
        }
        return hasSkipped;
    }

    /**
     * Reads on up to the segment's end, or to where something can be skipped; returns whether the
     * reader wants more.
     */
    private boolean readOn(
            Segment segment, PassedMarks.Passing passing, Wanted wanted, long lastBatch) {
        long limit = isWritten(segment) ? end.offset() : Long.MAX_VALUE;
        DurableMark at = passing.at();
        if (at != null) {
            chain = BatchChain.after(at.end(), at.chain());
        }
        long goodBytes = passing.offset();
        var entries = new SegmentReader(segment.id(), segment.path(), goodBytes, limit);
        try (entries) {
            while (isBefore(passing, lastBatch)) {
                if (!entries.next() || chain.accept(entries.entry()) == BatchChain.Step.DEVIATES) {
                    throw missing(segment, goodBytes);
                }
                goodBytes = entries.endOffset();
                var batch = assemble(segment, entries, wanted.fromSequence);
                if (!entries.entry().isLast()) {
                    continue;
                }
                passing.pass(
                        new DurableMark(segment.id(), goodBytes, chain.end(), chain.chain()),
                        tables);
                if (batch != null && !wanted.reader.onBatch(batch)) {
                    return false;
                }
                if (skip(passing, wanted, lastBatch)) {
                    return true;
                }
            }
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
        if (stamp.lastSequence() < fromSequence) {
            tables = tables(stamp, whole);
            return null;
        }
        var batch = batch(segment, stamp, whole);
        tables = batch.body().tables();
        return batch;
    }

    /** Of a batch that nobody has asked for: what is wrong with it is for whoever does. */
    private static TableFilter tables(Entry.BatchStamp stamp, byte[] whole) {
        try {
            return BatchBody.ofBytes(whole, stamp.commitCount()).tables();
        } catch (LogException malformed) {
            return TableFilter.ofAll();
        }
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
