package dev.penstock.tree;

import org.jspecify.annotations.Nullable;

/**
 * One end of a range of sort keys: before or behind a sort key's payload, or all that begin with
 * it, or (null) all of them.
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Never compared; shares its bytes as all of the tree does.
record SortBound(byte @Nullable [] sortKey, boolean isBehind, boolean isStartOfSortKeys) {
    static final SortBound BEFORE_ALL = new SortBound(null, false, false);
    static final SortBound BEHIND_ALL = new SortBound(null, true, false);

    static SortBound before(byte[] sortKey) {
        return new SortBound(sortKey, false, false);
    }

    static SortBound behind(byte[] sortKey) {
        return new SortBound(sortKey, true, false);
    }

    static SortBound behindStart(byte[] start) {
        return new SortBound(start, true, true);
    }
}
