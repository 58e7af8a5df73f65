package dev.penstock.tree;

import dev.penstock.item.ItemKey;
import org.jspecify.annotations.Nullable;

/**
 * Which items a cursor reads: all, those of some hashes, or those of one item collection; then cut
 * at sort keys or at a key where an earlier page ended. Immutable: each method returns a new range.
 */
public final class KeyRange {
    private static final KeyRange ALL = new KeyRange(null, null, null);

    private final byte @Nullable [] partitionKey;
    private final @Nullable Bound lower;
    private final @Nullable Bound upper;

    private KeyRange(byte @Nullable [] partitionKey, @Nullable Bound lower, @Nullable Bound upper) {
        this.partitionKey = partitionKey;
        this.lower = lower;
        this.upper = upper;
    }

    public static KeyRange all() {
        return ALL;
    }

    /** Items whose hash is in a range of unsigned numbers; both ends belong to it. */
    public static KeyRange hashes(long first, long last) {
        return new KeyRange(null, Bound.beforeHash(first), Bound.behindHash(last));
    }

    /** Items of one item collection. */
    public static KeyRange collection(byte[] partitionKeyPayload) {
        return new KeyRange(
                partitionKeyPayload,
                Bound.inCollection(partitionKeyPayload, SortBound.BEFORE_ALL),
                Bound.inCollection(partitionKeyPayload, SortBound.BEHIND_ALL));
    }

    public KeyRange sortKeyAtLeast(byte[] payload) {
        return new KeyRange(partitionKey, inCollection(SortBound.before(payload)), upper);
    }

    public KeyRange sortKeyAbove(byte[] payload) {
        return new KeyRange(partitionKey, inCollection(SortBound.behind(payload)), upper);
    }

    public KeyRange sortKeyAtMost(byte[] payload) {
        return new KeyRange(partitionKey, lower, inCollection(SortBound.behind(payload)));
    }

    public KeyRange sortKeyBelow(byte[] payload) {
        return new KeyRange(partitionKey, lower, inCollection(SortBound.before(payload)));
    }

    public KeyRange sortKeyStartsWith(byte[] start) {
        return new KeyRange(
                partitionKey,
                inCollection(SortBound.before(start)),
                inCollection(SortBound.behindStart(start)));
    }

    /**
     * Only what comes behind a key, which need not exist: an ascending page's exclusive start.
     *
     * @throws IllegalArgumentException if the key is not in the range
     */
    public KeyRange behind(ItemKey key) {
        requireIn(key);
        return new KeyRange(partitionKey, Bound.behind(key), upper);
    }

    /** The same with the key itself. */
    public KeyRange from(ItemKey key) {
        requireIn(key);
        return new KeyRange(partitionKey, Bound.before(key), upper);
    }

    /**
     * Only what comes before a key, which need not exist: a descending page's exclusive start.
     *
     * @throws IllegalArgumentException if the key is not in the range
     */
    public KeyRange before(ItemKey key) {
        requireIn(key);
        return new KeyRange(partitionKey, lower, Bound.before(key));
    }

    /** Whether an item with this key would be in the range. */
    public boolean contains(ItemKey key) {
        return (lower == null || !lower.isBehind(key)) && (upper == null || upper.isBehind(key));
    }

    /** Null: no lower bound. */
    @Nullable Bound lower() {
        return lower;
    }

    /** Null: no upper bound. */
    @Nullable Bound upper() {
        return upper;
    }

    private Bound inCollection(SortBound sortBound) {
        if (partitionKey == null) {
            throw new IllegalStateException("a sort key bounds only an item collection");
        }
        return Bound.inCollection(partitionKey, sortBound);
    }

    private void requireIn(ItemKey key) {
        if (!contains(key)) {
            throw new IllegalArgumentException("the key is not in the range");
        }
    }
}
