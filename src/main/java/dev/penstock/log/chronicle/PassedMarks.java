package dev.penstock.log.chronicle;

import dev.penstock.log.TableFilter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Places between two batches that the writer or a reader has passed, about one per MiB, and those
 * where readers stopped last: a reader begins at one of them instead of at its segment's beginning.
 * They hold the chain at their place, so that what follows is checked as if all before had been
 * read. And they say which tables are changed before them, so that who wants one table can go from
 * one to the next. In memory; of a segment that is written no more in a file as well ({@link
 * SegmentIndex}).
 *
 * <p>Any thread adds, finds and forgets.
 */
final class PassedMarks {
    /*
     * A stretch is what stands between two marks. Everybody who goes through a segment from its
     * beginning ends a stretch with the first batch that makes it long enough, so all find the same
     * ones, and it does not matter who was first. Who goes on where a reader stopped takes over the
     * tables that it met; only the writer of a log that was rewritten at its start begins in the
     * middle, and makes stretches of its own, which readers do not find a way through, and so do
     * not leave out.
     */

    private static final System.Logger LOG = System.getLogger("dev.penstock.log");

    /** From one mark to the next, about: what a reader reads too much, at most. */
    private static final long STEP_BYTES_MAX = 1 << 20;

    /** Small segments have some, too. */
    private static final int STEPS_PER_SEGMENT = 16;

    /**
     * Where readers stopped: who reads page by page goes on there. Beyond, the oldest is forgotten,
     * and its reader begins at a mark before it.
     */
    private static final int STOPS_MAX = 1_024;

    /** Behind a mark, of how many to look for the end of the stretch that begins there. */
    private static final int LOOKS_MAX = 4;

    private final long stepBytes;

    /** By the sequence number of the first commit behind the mark. */
    private final ConcurrentNavigableMap<Long, Place> marks = new ConcurrentSkipListMap<>();

    /** The same for the stops. */
    private final ConcurrentNavigableMap<Long, Place> stops = new ConcurrentSkipListMap<>();

    /** The keys of the stops, each in the next place of a ring. */
    private final AtomicReferenceArray<@Nullable Long> stopRing =
            new AtomicReferenceArray<>(STOPS_MAX);

    private final AtomicLong stopCount = new AtomicLong();

    /** The segments whose file was looked for, or needs not be; whether there is one. */
    private final Map<SegmentId, Boolean> files = new ConcurrentHashMap<>();

    /** Before a log is begun, nothing in its directory is altered. Set by who opens and closes. */
    private volatile boolean usesFiles;

    PassedMarks(long segmentBytes) {
        stepBytes = Math.min(STEP_BYTES_MAX, segmentBytes / STEPS_PER_SEGMENT);
    }

    /**
     * A place, and what stands before it.
     *
     * @param fromOffset of the segment, from which on this says which tables are changed
     * @param tables not altered any more
     */
    record Place(DurableMark mark, long fromOffset, TableFilter tables) {
        long next() {
            return mark.end().sequence() + 1;
        }
    }

    /**
     * From now on files are read and written.
     *
     * @param sequence the last commit that stays where it is: what was passed behind it is not
     *     there any more
     */
    void begin(long sequence) {
        marks.tailMap(sequence + 1, false).clear();
        stops.tailMap(sequence + 1, false).clear();
        usesFiles = true;
    }

    /** From now on none is: the directory may be somebody else's. */
    void end() {
        usesFiles = false;
    }

    /** One who goes through a segment. Belongs to one thread. */
    final class Passing {
        private final SegmentId place;
        private final long firstSequence;
        private @Nullable DurableMark at;
        private long fromOffset;
        private TableFilter tables = new TableFilter();

        private @Nullable DurableMark before;
        private long beforeFromOffset;
        private final TableFilter beforeTables = new TableFilter();

        private Passing(SegmentId place, long firstSequence) {
            this.place = place;
            this.firstSequence = firstSequence;
        }

        /** Behind the last batch; null: at the beginning. */
        @Nullable DurableMark at() {
            return at;
        }

        long offset() {
            return at == null ? 0 : at.offset();
        }

        /** One more batch. */
        void pass(DurableMark after, TableFilter ofBatch) {
            before = at;
            beforeFromOffset = fromOffset;
            beforeTables.set(tables);
            at = after;
            tables.addAll(ofBatch);
            if (after.offset() >= fromOffset + stepBytes) {
                endStretch(after);
            }
        }

        private void endStretch(DurableMark end) {
            var stretch = new Place(end, fromOffset, tables);
            marks.putIfAbsent(stretch.next(), stretch);
            goTo(end);
        }

        private void goTo(DurableMark mark) {
            at = mark;
            fromOffset = mark.offset();
            tables = new TableFilter();
        }

        /** It was the segment's last batch. */
        void end() {
            DurableMark last = at;
            if (last != null && last.offset() > fromOffset) {
                endStretch(last);
            }
        }

        /** Goes past the stretch that begins here, if it holds nothing of a table. */
        boolean skip(int tableId, long lastBatch) {
            if (offset() != fromOffset) {
                return false;
            }
            long next = at == null ? firstSequence : at.end().sequence() + 1;
            Place stretch = stretch(place, next, fromOffset);
            boolean isOther =
                    stretch != null
                            && !stretch.tables.mayHold(tableId)
                            && stretch.mark.end().batchNumber() <= lastBatch;
            if (stretch != null && isOther) {
                goTo(stretch.mark);
            }
            return isOther;
        }

        /**
         * The reader wants no more for now. It goes on behind the last batch that it was given, or
         * within it.
         */
        void stop() {
            if (before != null) {
                keep(new Place(before, beforeFromOffset, beforeTables.copy()));
            }
            if (at != null) {
                keep(new Place(at, fromOffset, tables.copy()));
            }
        }

        private void resume(Place stop) {
            at = stop.mark;
            fromOffset = stop.fromOffset;
            tables = stop.tables.copy();
        }
    }

    private void keep(Place stop) {
        if (stops.put(stop.next(), stop) == null) {
            int place = (int) (stopCount.getAndIncrement() % STOPS_MAX);
            Long oldest = stopRing.getAndSet(place, stop.next());
            if (oldest != null) {
                stops.remove(oldest);
            }
        }
    }

    /** From the beginning of a segment. */
    Passing passing(SegmentId place, long firstSequence) {
        return new Passing(place, firstSequence);
    }

    /** From the middle of a segment, of which nobody knows what stands before. */
    Passing passing(DurableMark from) {
        var passing = passing(from.place(), 0);
        passing.goTo(from);
        return passing;
    }

    /** From the last place in a segment from which on a commit is met. */
    Passing passing(Segment segment, long sequence) {
        var passing = passing(segment.id(), segment.firstSequence());
        Place mark = in(segment.id(), marks.floorEntry(sequence));
        Place stop = in(segment.id(), stops.floorEntry(sequence));
        if (mark != null && (stop == null || mark.mark.offset() >= stop.mark.offset())) {
            passing.goTo(mark.mark);
        } else if (stop != null) {
            passing.resume(stop);
        }
        return passing;
    }

    private static @Nullable Place in(SegmentId place, Map.@Nullable Entry<Long, Place> found) {
        return found != null && found.getValue().mark.place().equals(place)
                ? found.getValue()
                : null;
    }

    /** The stretch that begins at an offset; null if it is not known. */
    private @Nullable Place stretch(SegmentId place, long next, long fromOffset) {
        int looks = 0;
        for (Place found : marks.tailMap(next, false).values()) {
            if (looks++ == LOOKS_MAX || !found.mark.place().equals(place)) {
                return null;
            }
            if (found.fromOffset == fromOffset) {
                return found;
            }
        }
        return null;
    }

    /** Takes over what the file of a segment says, once. */
    void load(Segment segment, long lastBatch) {
        if (usesFiles && files.putIfAbsent(segment.id(), false) == null) {
            var places = SegmentIndex.read(segment, lastBatch);
            places.forEach(place -> marks.putIfAbsent(place.next(), place));
            if (!places.isEmpty()) {
                files.put(segment.id(), true);
            }
        }
    }

    /**
     * A segment was gone through that is written no more: if all of its stretches are known, they
     * are kept in its file.
     */
    void save(Segment segment, DurableMark last) {
        if (!usesFiles || Boolean.TRUE.equals(files.putIfAbsent(segment.id(), false))) {
            return;
        }
        var places = new ArrayList<Place>();
        long next = segment.firstSequence();
        long offset = 0;
        while (offset < last.offset()) {
            Place stretch = stretch(segment.id(), next, offset);
            if (stretch == null) {
                return;
            }
            places.add(stretch);
            next = stretch.next();
            offset = stretch.mark.offset();
        }
        // Whoever is first writes it, once: what cannot be written is no worse than before.
        if (files.replace(segment.id(), false, true)) {
            write(segment, places);
        }
    }

    private static void write(Segment segment, List<Place> places) {
        try {
            SegmentIndex.write(segment, places);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the index of a segment could not be written", e);
        }
    }

    /** The sequence number behind the last of a segment's marks that lie before this time. */
    long sequenceAt(Segment segment, long commitMicros) {
        long sequence = segment.firstSequence();
        for (Place passed : marks.tailMap(segment.firstSequence(), false).values()) {
            boolean isIn = passed.mark.place().equals(segment.id());
            if (!isIn || passed.mark.end().commitMicros() >= commitMicros) {
                break;
            }
            sequence = passed.next();
        }
        return sequence;
    }

    /** Forgets what stands before the oldest segment that is held. */
    void retain(Segment oldest) {
        marks.headMap(oldest.firstSequence(), true).clear();
        stops.headMap(oldest.firstSequence(), true).clear();
        files.keySet()
                .removeIf(
                        id ->
                                id.epoch() < oldest.id().epoch()
                                        || (id.epoch() == oldest.id().epoch()
                                                && id.segment() < oldest.id().segment()));
    }
}
