package dev.penstock.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One batch in the ring, and the way to the next. */
final class FeedEntry {
    private static final long GONE_POSITION = -1;

    /** Stands in place of entries that were let go and that nobody misses. */
    static final FeedEntry GONE = gone(0);

    final FeedBatch batch;

    /** Grows by one from entry to entry. */
    final long position;

    /** Set by the writer alone: the next entry, and later perhaps one that is gone. */
    volatile @Nullable FeedEntry next;

    FeedEntry(FeedBatch batch, long position) {
        this.batch = batch;
        this.position = position;
    }

    /** What stands before the first batch. */
    static FeedEntry first() {
        return new FeedEntry(new FeedBatch(0, 0, List.of()), 0);
    }

    /** Stands in place of an entry that was published then and let go. */
    static FeedEntry gone(long publishedMicros) {
        return new FeedEntry(
                new FeedBatch(publishedMicros, publishedMicros, List.of()), GONE_POSITION);
    }

    boolean isGone() {
        return position == GONE_POSITION;
    }
}
