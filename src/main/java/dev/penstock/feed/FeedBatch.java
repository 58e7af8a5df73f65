package dev.penstock.feed;

import java.util.List;

/**
 * The commits that became durable and visible together, as far as somebody follows them.
 *
 * @param commitMicros commit time of all of them
 * @param publishedMicros when they became visible: a slow sync lies between
 * @param commits at least one, in order
 */
public record FeedBatch(long commitMicros, long publishedMicros, List<FeedCommit> commits) {
    public FeedBatch {
        commits = List.copyOf(commits);
    }

    long heldBytes() {
        long bytes = 0;
        for (FeedCommit commit : commits) {
            for (FeedChange change : commit.changes()) {
                bytes += change.heldBytes();
            }
        }
        return bytes;
    }
}
