package dev.penstock.feed;

import java.util.List;

/**
 * What one commit changed in tables that somebody follows; changes of others are left out.
 *
 * @param sequence of the commit
 * @param changes at least one, in their order
 */
public record FeedCommit(long sequence, List<FeedChange> changes) {
    public FeedCommit {
        changes = List.copyOf(changes);
    }
}
