package dev.penstock.log.chronicle;

import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Places between two batches that the writer or a reader has passed, about one per MiB, and those
 * where readers stopped last: a reader begins at one of them instead of at its segment's beginning.
 * They hold the chain at their place, so that what follows is checked as if all before had been
 * read. In memory only: after a start the first reader of a segment passes it once more.
 *
 * <p>Any thread adds, finds and forgets.
 */
final class PassedMarks {
    /** From one mark to the next, about. */
    private static final long STEP_BYTES = 1 << 20;

    /**
     * Where readers stopped: who reads page by page goes on there. Beyond, the oldest is forgotten,
     * and its reader begins at a mark before it.
     */
    private static final int STOPS_MAX = 1_024;

    /** By the sequence number of the first commit behind the mark. */
    private final ConcurrentNavigableMap<Long, DurableMark> marks = new ConcurrentSkipListMap<>();

    /** The same for the stops. */
    private final ConcurrentNavigableMap<Long, DurableMark> stops = new ConcurrentSkipListMap<>();

    /** The keys of the stops, each in the next place of a ring. */
    private final AtomicReferenceArray<@Nullable Long> stopRing =
            new AtomicReferenceArray<>(STOPS_MAX);

    private final AtomicLong stopCount = new AtomicLong();

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

    /**
     * A reader wants no more for now. It goes on behind the last batch that it was given, or within
     * it.
     *
     * @param before that batch; null: it is the first of its segment, or will not be read again
     * @param after it; null: nothing was read
     */
    void stop(@Nullable DurableMark before, @Nullable DurableMark after) {
        stop(before);
        stop(after);
    }

    private void stop(@Nullable DurableMark mark) {
        if (mark == null) {
            return;
        }
        long next = mark.end().sequence() + 1;
        if (stops.put(next, mark) == null) {
            int place = (int) (stopCount.getAndIncrement() % STOPS_MAX);
            Long oldest = stopRing.getAndSet(place, next);
            if (oldest != null) {
                stops.remove(oldest);
            }
        }
    }

    /** The last place in a segment from which on this commit is met; null if there is none. */
    @Nullable DurableMark before(SegmentId place, long sequence) {
        DurableMark mark = in(place, marks.floorEntry(sequence));
        DurableMark stop = in(place, stops.floorEntry(sequence));
        if (mark == null || stop == null) {
            return mark == null ? stop : mark;
        }
        return stop.offset() > mark.offset() ? stop : mark;
    }

    private static @Nullable DurableMark in(
            SegmentId place, Map.@Nullable Entry<Long, DurableMark> found) {
        return found != null && found.getValue().place().equals(place) ? found.getValue() : null;
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
        stops.headMap(oldest.firstSequence(), true).clear();
    }
}
