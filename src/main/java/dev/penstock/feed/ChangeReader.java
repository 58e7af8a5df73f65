package dev.penstock.feed;

import dev.penstock.log.LogPosition;
import dev.penstock.log.ReadableLog;
import org.jspecify.annotations.Nullable;

/**
 * Every change of one table in the order of the log, from a place on: out of memory while the ring
 * holds it, out of the log otherwise, without a gap or a repeat between the two. As long as it is
 * open, the table's changes go into the ring.
 *
 * <p>Belongs to one thread, which may read files; only {@link #wake} may be called by any.
 */
public final class ChangeReader implements AutoCloseable {
    /*
     * The reader goes from memory to the log and back at ends of the feed: an end knows its last
     * commit, which is a place in the log, and its entry, which is a place in the ring. Up to an
     * end that was looked at before, the log is read; what stands behind that end comes from the
     * ring.
     *
     * That holds for an end whose batch was begun when the writer knew of this reader: all batches
     * behind it were so too. Until there is such an end, everything comes from the log. A batch
     * that was being made meanwhile may not be in the ring; the writer wakes the reader for it all
     * the same (LiveTables), to find it in the log.
     */

    private final ChangeRing<?> ring;
    private final FeedCursor<?> cursor;
    private final LoggedChanges log;
    private final int tableId;

    /** Batches begun with this generation have the table's changes. */
    private final long generation;

    private LogPosition next;
    private boolean isOnRing;

    /**
     * Begins to follow the table.
     *
     * @param from the first change to give, or where the next one will stand
     */
    public ChangeReader(ChangeRing<?> ring, ReadableLog log, int tableId, LogPosition from) {
        this.ring = ring;
        this.log = new LoggedChanges(log, tableId);
        this.tableId = tableId;
        generation = ring.live().add(tableId);
        cursor = ring.open();
        next = from;
    }

    /** Everything before this place was given, or let pass because it is of other tables. */
    public LogPosition next() {
        return next;
    }

    /** Goes on from another place: behind a gap, for example. */
    public void skipTo(LogPosition from) {
        next = from;
        isOnRing = false;
    }

    /**
     * The changes from {@link #next} on, until they are this many bytes; from the ring whole
     * batches, which others hold too. Never waits. If changes are gone it says so again and again,
     * until {@link #skipTo}.
     */
    public ChangePage read(long bytesMax) {
        FeedEnd<?> end = ring.end();
        var page = isOnRing ? readRing(end, bytesMax) : null;
        if (page == null) {
            return readLog(end, bytesMax);
        }
        next = page.next();
        return page;
    }

    /** Parks until there may be more to read, or somebody calls {@link #wake}. */
    public void await() {
        cursor.await(this::mayHaveMore);
    }

    /** Whether {@link #read} is worth a call: there is something behind {@link #next}. */
    public boolean mayHaveMore() {
        FeedEnd<?> end = ring.end();
        return isOnRing ? cursor.isBefore(end) : next.sequence() <= end.sequence();
    }

    /** Any thread: {@link #await} returns, now or when it is called next. */
    public void wake() {
        cursor.wake();
    }

    /** The table is no longer followed for this reader. */
    @Override
    public void close() {
        cursor.close();
        ring.live().remove(tableId);
    }

    /** Null if what comes next was let go: then it stands in the log. */
    private ChangePage.@Nullable Changes readRing(FeedEnd<?> end, long bytesMax) {
        var page = new ChangePage.Builder(next);
        long reached = next.sequence() - 1;
        while (cursor.isBefore(end) && page.heldBytes() < bytesMax) {
            FeedBatch batch = cursor.take();
            if (batch == null) {
                isOnRing = false;
                break;
            }
            add(batch, page);
            reached = Math.max(reached, batch.commits().getLast().sequence());
        }
        cursor.acknowledge();
        if (!isOnRing) {
            return page.isEmpty() ? null : page.build(reached);
        }
        return page.build(cursor.isBefore(end) ? reached : end.sequence());
    }

    private void add(FeedBatch batch, ChangePage.Builder page) {
        for (FeedCommit commit : batch.commits()) {
            for (FeedChange change : commit.changes()) {
                if (change.change().tableId() == tableId) {
                    page.add(
                            new LoggedChange(
                                    batch.commitMicros(),
                                    new LogPosition(commit.sequence(), change.ordinal()),
                                    change.change(),
                                    change.before()));
                }
            }
        }
    }

    private ChangePage readLog(FeedEnd<?> end, long bytesMax) {
        // The ring keeps nothing for a reader of the log, but what comes behind this end.
        cursor.skipTo(end);
        cursor.acknowledge();
        ChangePage page = log.read(next, end.sequence(), bytesMax);
        if (page instanceof ChangePage.Changes changes) {
            next = changes.next();
            isOnRing = next.sequence() > end.sequence() && end.liveGeneration() >= generation;
        }
        return page;
    }
}
