package dev.penstock.feed;

import dev.penstock.common.Sleeper;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader's place in the ring. Belongs to the reader's thread, but for what says otherwise.
 *
 * @param <V> what readers of the database see
 */
public final class FeedCursor<V> implements AutoCloseable {
    private final ChangeRing<V> ring;

    /** Up to where batches were taken. */
    private FeedEntry taken;

    /** Up to where the reader is through with them: set by it, read by any thread. */
    private volatile @Nullable FeedEntry acknowledged;

    private final Sleeper reader = new Sleeper();

    /** Whether somebody wants the reader to look up. */
    private volatile boolean woken;

    FeedCursor(ChangeRing<V> ring) {
        this.ring = ring;
        taken = FeedEntry.GONE;
    }

    void begin() {
        skipTo(ring.end());
        acknowledge();
    }

    /** Whether there are batches between this place and an end. */
    public boolean isBefore(FeedEnd<?> end) {
        return taken.position < end.last().position;
    }

    /**
     * The next batch; null if it was let go unread: then find out otherwise what happened up to an
     * end, and {@link #skipTo} it.
     *
     * @throws IllegalStateException if no end was seen that this place is before
     */
    public @Nullable FeedBatch take() {
        FeedEntry next = taken.next;
        if (next == null) {
            throw new IllegalStateException("nothing was published behind this place");
        }
        if (next.isGone()) {
            return null;
        }
        taken = next;
        return next.batch;
    }

    /** Takes all up to an end unread. */
    public void skipTo(FeedEnd<?> end) {
        taken = end.last();
    }

    /** The reader is through with all that it took: it may be let go, and counts no longer. */
    public void acknowledge() {
        acknowledged = taken;
    }

    /**
     * How long the oldest commit has been visible that the reader is not through with; 0 if there
     * is none. Any thread.
     */
    public long lagMicros(long nowMicros) {
        FeedEntry place = acknowledged;
        FeedEntry next = place == null ? null : place.next;
        if (place == null || next == null || next == FeedEntry.GONE) {
            return 0;
        }
        return Math.max(0, nowMicros - next.batch.publishedMicros());
    }

    /** Whether the reader is through with all up to an end. Any thread. */
    public boolean hasAcknowledged(FeedEnd<?> end) {
        return acknowledgedPosition() >= end.last().position;
    }

    /** Parks until there is a batch behind this place, or somebody calls {@link #wake}. */
    public void await() {
        await(() -> isBefore(ring.end()));
    }

    /**
     * Parks until there is more, or somebody calls {@link #wake}.
     *
     * @param more asked again each time something was published
     */
    void await(BooleanSupplier more) {
        while (!woken && !more.getAsBoolean()) {
            reader.parkUnless(() -> woken || more.getAsBoolean());
            // The writer wakes one reader for each batch; who is woken wakes the next.
            ring.wakeNext(this);
        }
        // Before the reader looks for why: whatever comes later wakes it again.
        woken = false;
    }

    /** Any thread: makes the reader look up. */
    public void wake() {
        woken = true;
        var _ = unpark();
    }

    /** Any thread: the ring no longer keeps anything for this reader. */
    @Override
    public void close() {
        ring.close(this);
        // Should it have been the one that was woken for others too.
        ring.wakeNext(this);
    }

    /** Any thread. Returns whether the reader slept. */
    boolean unpark() {
        return reader.wake();
    }

    /** Before it has begun, nothing counts as read. Any thread. */
    long acknowledgedPosition() {
        FeedEntry place = acknowledged;
        return place == null ? -1 : place.position;
    }
}
