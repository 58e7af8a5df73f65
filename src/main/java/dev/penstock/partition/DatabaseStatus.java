package dev.penstock.partition;

import dev.penstock.expiry.ExpiryStatus;
import dev.penstock.index.IndexStatus;
import java.util.List;

/**
 * How full the database is and how its background work goes, for health and metrics.
 *
 * @param liveBytes about how much memory items and their nodes take, in tables and indexes
 * @param problems what is looked after again and again and failed with the last look: a sentence
 *     each
 * @param inboxBytes bytes of the commands that were accepted and not yet answered
 * @param snapshots all zero if there are none
 * @param feedBytes what the change feed keeps in memory, at most
 * @param expiry of items whose time comes
 */
public record DatabaseStatus(
        long liveBytes,
        int inboxCommands,
        long inboxBytes,
        DiskLevel disk,
        List<String> problems,
        SnapshotStatus snapshots,
        long feedBytes,
        IndexStatus indexes,
        ExpiryStatus expiry) {
    public DatabaseStatus {
        problems = List.copyOf(problems);
    }
}
