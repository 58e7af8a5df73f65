package dev.penstock.log.chronicle;

import dev.penstock.log.DamagedLogException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, before anything is written, what a log holds and where it ends: steps 1 to 4 of
 * "Opening" in {@code log-format.md}. Alters nothing; may be repeated.
 */
final class Recovery {
    private final LogDirectory directory;
    private final DurableMark mark;
    private final List<Segment> segments = new ArrayList<>();
    private final BatchChain chain;

    /** End of the last whole batch found; null before there is one. */
    private @Nullable DurableMark tip;

    private @Nullable Tail tail;
    private boolean markPassed;

    private Recovery(LogDirectory directory, DurableMark mark) {
        this.directory = directory;
        this.mark = mark;
        if (mark.isBeforeFirstEntry()) {
            chain = BatchChain.after(mark.end(), mark.chain());
            tip = mark;
            markPassed = true;
        } else {
            chain = BatchChain.fromAnySegment();
        }
    }

    /**
     * What was found.
     *
     * @param mark what was certainly synced
     * @param tip the last whole batch, which may lie beyond the mark
     * @param segments all that hold batches that count, oldest first
     * @param tailDropped whether a torn batch stands behind the tip
     */
    record Found(DurableMark mark, DurableMark tip, List<Segment> segments, boolean tailDropped) {
        boolean hasSurvivors() {
            return tip.end().batchNumber() > mark.end().batchNumber();
        }
    }

    /**
     * Judges a log directory that exists.
     *
     * @throws DamagedLogException if synced bytes are missing
     */
    static Found find(LogDirectory directory) {
        var mark = MarkFile.read(directory.markPath());
        if (mark == null) {
            throw new DamagedLogException(
                    "no intact slot in the durable mark", directory.markPath(), 0);
        }
        return new Recovery(directory, mark).find(directory.epochs());
    }

    private Found find(List<SegmentId> epochs) {
        boolean marked = mark.place().epoch() == 0;
        requireNewestMark(epochs);
        for (SegmentId epoch : epochs) {
            if (!mark.isAttempt(epoch)) {
                list(epoch);
                marked |= epoch.equals(mark.place().withSegment(0));
            }
        }
        if (!marked) {
            throw new DamagedLogException(
                    "the epoch of the durable mark is missing",
                    directory.epochPath(mark.place()),
                    0);
        }
        for (Segment segment : segments) {
            boolean isMarksEpoch = segment.id().withSegment(0).equals(mark.place().withSegment(0));
            if (isMarksEpoch && segment.id().segment() >= mark.place().segment()) {
                walk(segment);
            }
        }
        return new Found(mark, decide(), List.copyOf(segments), tail != null || chain.parts() > 0);
    }

    /** What an old copy of the mark calls the rest of a rewriting holds acknowledged batches. */
    private void requireNewestMark(List<SegmentId> epochs) {
        boolean isFirst = mark.place().epoch() == 0;
        boolean isOld =
                isFirst
                        ? epochs.stream().anyMatch(this::holdsEntries)
                        : directory.isClosed(mark.place());
        if (isOld) {
            throw new DamagedLogException(
                    "the durable mark is older than the log", directory.markPath(), 0);
        }
    }

    private boolean holdsEntries(SegmentId epoch) {
        for (var file : directory.segmentFiles(epoch)) {
            try (var entries = new SegmentReader(file.id(), file.path(), Long.MAX_VALUE)) {
                if (entries.next()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Lists the segments of an epoch that hold entries, and drops those that they replace. */
    private void list(SegmentId epoch) {
        boolean isOld = epoch.epoch() < mark.place().epoch();
        for (var file : directory.segmentFiles(epoch)) {
            try (var entries = new SegmentReader(file.id(), file.path(), Long.MAX_VALUE)) {
                if (!entries.next()) {
                    continue;
                }
                var first = entries.entry().stamp();
                if (isOld && first.number() > mark.end().batchNumber()) {
                    continue;
                }
                segments.removeIf(
                        older ->
                                older.id().epoch() < epoch.epoch()
                                        && older.firstBatch() >= first.number());
                segments.add(
                        new Segment(
                                file.id(),
                                file.path(),
                                first.number(),
                                first.firstSequence(),
                                first.commitMicros()));
            }
        }
    }

    private void walk(Segment segment) {
        chain.enterSegment();
        try (var entries = new SegmentReader(segment.id(), segment.path(), Long.MAX_VALUE)) {
            while (entries.next()) {
                onEntry(segment, entries);
            }
        }
    }

    private void onEntry(Segment segment, SegmentReader entries) {
        if (tail != null) {
            tail.onEntry(entries.entry());
            return;
        }
        switch (chain.accept(entries.entry())) {
            case PART -> {}
            case COMPLETE -> onBatch(segment, entries.endOffset());
            case DEVIATES -> {
                tail = new Tail(chain.end().batchNumber(), chain.parts());
                tail.onEntry(entries.entry());
            }
        }
    }

    private void onBatch(Segment segment, long endOffset) {
        tip = new DurableMark(segment.id(), endOffset, chain.end(), chain.chain());
        if (chain.end().batchNumber() == mark.end().batchNumber()) {
            if (!tip.equals(mark)) {
                throw new DamagedLogException(
                        "batch %d is not the one that the durable mark names"
                                .formatted(mark.end().batchNumber()),
                        segment.path(),
                        endOffset);
            }
            markPassed = true;
        }
    }

    private DurableMark decide() {
        var found = tip;
        boolean isGone = segments.isEmpty() && mark.end().batchNumber() > 0;
        if (found == null || !markPassed || isGone) {
            var place = found == null ? mark.place() : found.place();
            long offset = found == null ? 0 : found.offset();
            throw new DamagedLogException(
                    "synced batches up to %d are missing".formatted(mark.end().batchNumber()),
                    directory.segmentPath(place),
                    offset);
        }
        String damage = tail == null ? null : tail.damage();
        if (damage != null) {
            throw new DamagedLogException(
                    damage, directory.segmentPath(found.place()), found.offset());
        }
        return found;
    }

    /**
     * Decides whether what lies behind the last whole batch may be the batch that a loss of power
     * tore, or proves that synced bytes are missing. Pure; the rule is in {@code log-format.md},
     * "The tail".
     */
    static final class Tail {
        private final long tornNumber;
        private final BitSet seen = new BitSet();
        private @Nullable String damage;

        /**
         * @param lastNumber the last whole batch
         * @param parts entries of the next one that stand in their place
         */
        Tail(long lastNumber, int parts) {
            tornNumber = lastNumber + 1;
            seen.set(0, parts);
        }

        /** A valid entry that is not the next one. */
        void onEntry(Entry entry) {
            if (damage != null) {
                return;
            }
            if (entry.stamp().number() != tornNumber) {
                damage =
                        "batch %d is damaged, for batch %d stands behind it"
                                .formatted(tornNumber, entry.stamp().number());
                return;
            }
            seen.set(entry.index());
            if (seen.cardinality() == entry.count()) {
                damage = "batch %d is whole but does not follow".formatted(tornNumber);
            }
        }

        /** Why this is no torn tail; null if it is one. */
        @Nullable String damage() {
            return damage;
        }
    }
}
