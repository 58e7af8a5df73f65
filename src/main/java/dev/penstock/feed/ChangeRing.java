package dev.penstock.feed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What was committed last, for whoever follows. One thread publishes, the writer; any number read,
 * each with a cursor of its own. The writer never waits for a reader: what all have read is let go,
 * and beyond the bound the oldest is let go unread. A reader learns that it lost something, and
 * finds out what by other means.
 *
 * @param <V> what readers of the database see
 */
public final class ChangeRing<V> {
    /*
     * A chain of entries, each pointing to the next. Letting go means pointing past: the entry
     * before the oldest is made to point to one that is gone, which its reader then finds. So no reader can keep
     * more alive than the entry that it stands on, and nobody needs a lock or a slot of an array.
     *
     * The end is the one thing that publishes: it is set (volatile) when the chain behind it is
     * whole. A reader that sees an end sees every entry up to it.
     */

    private final long bytesMax;
    private final List<FeedCursor<V>> cursors = new CopyOnWriteArrayList<>();
    private final LiveTables live = new LiveTables();

    /** Set by the writer, read by any thread. */
    private volatile FeedEnd<V> end;

    /** Written by the writer alone; read by any thread. */
    private volatile long heldBytes;

    /** The writer's own: all entries behind it are held. */
    private FeedEntry beforeOldest;

    /** The writer's own. */
    private FeedEntry last;

    /**
     * @param bytesMax what it holds at most, beside its last batch
     * @param sequence the last commit so far
     * @param version what all commits so far came to
     */
    public ChangeRing(long bytesMax, long sequence, V version) {
        this.bytesMax = bytesMax;
        last = FeedEntry.first();
        beforeOldest = last;
        end = new FeedEnd<>(last, sequence, version, 0);
    }

    /** The tables that are in it because somebody reads them live. */
    public LiveTables live() {
        return live;
    }

    /**
     * Writer only: after a batch was published.
     *
     * @param sequence its last commit
     * @param batch of it what somebody follows; null costs next to nothing
     * @param version what all commits up to {@code sequence} came to
     */
    public void publish(long sequence, @Nullable FeedBatch batch, V version) {
        if (batch != null) {
            append(batch);
        }
        // Pairs with the reading in FeedCursor.await: the end is set, then sleepers are looked for.
        end = new FeedEnd<>(last, sequence, version, live.generationOfBatch());
        // Who began to read a table while the batch was made must look for its changes in the log.
        if (batch != null || live.hasChangedSinceBatch()) {
            wakeNext(null);
        }
    }

    /** Any thread: a reader of all that is published from now on. */
    public FeedCursor<V> open() {
        var cursor = new FeedCursor<>(this);
        // Known before it takes its place, so that the place is not let go as read by all.
        cursors.add(cursor);
        cursor.begin();
        return cursor;
    }

    /** Any thread. */
    public FeedEnd<V> end() {
        return end;
    }

    /** What it keeps in memory, at most: many images are parts of trees too. Any thread. */
    public long heldBytes() {
        return heldBytes;
    }

    /**
     * Any thread: wakes the first reader that sleeps behind another one, in the order in which they
     * came. Those that do not sleep see what was published before they do. So a batch costs the
     * writer one wake, however many readers there are.
     *
     * @param behind null: from the first one on
     */
    void wakeNext(@Nullable FeedCursor<V> behind) {
        boolean isBehind = behind == null || !cursors.contains(behind);
        for (FeedCursor<V> cursor : cursors) {
            if (isBehind && cursor.unpark()) {
                return;
            }
            isBehind |= cursor == behind;
        }
    }

    void close(FeedCursor<V> cursor) {
        cursors.remove(cursor);
    }

    private void append(FeedBatch batch) {
        var entry = new FeedEntry(batch, last.position + 1);
        last.next = entry;
        last = entry;
        letGo(heldBytes + batch.heldBytes());
    }

    /** The last entry stays: it may be what the bound is exceeded by. */
    private void letGo(long bytes) {
        long held = bytes;
        long readByAll = readByAll();
        FeedEntry oldest = beforeOldest.next;
        while (oldest != null
                && oldest.position < last.position
                && (held > bytesMax || oldest.position <= readByAll)) {
            held -= oldest.batch.heldBytes();
            beforeOldest.next =
                    oldest.position <= readByAll
                            ? FeedEntry.GONE
                            : FeedEntry.gone(oldest.batch.publishedMicros());
            beforeOldest = oldest;
            oldest = oldest.next;
        }
        heldBytes = held;
    }

    private long readByAll() {
        long position = Long.MAX_VALUE;
        for (FeedCursor<V> cursor : cursors) {
            position = Math.min(position, cursor.acknowledgedPosition());
        }
        return position;
    }
}
