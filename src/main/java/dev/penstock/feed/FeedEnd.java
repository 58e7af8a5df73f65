package dev.penstock.feed;

/**
 * Up to where the feed goes: everything that was published, whether somebody follows it or not.
 *
 * @param <V> what readers of the database see
 */
public final class FeedEnd<V> {
    private final FeedEntry last;
    private final long sequence;
    private final V version;
    private final long liveGeneration;

    FeedEnd(FeedEntry last, long sequence, V version, long liveGeneration) {
        this.last = last;
        this.sequence = sequence;
        this.version = version;
        this.liveGeneration = liveGeneration;
    }

    /** The last commit. */
    public long sequence() {
        return sequence;
    }

    /** Exactly what all commits up to {@link #sequence} came to. */
    public V version() {
        return version;
    }

    /** Of the tables that were read live when its last batch was begun. */
    long liveGeneration() {
        return liveGeneration;
    }

    FeedEntry last() {
        return last;
    }
}
