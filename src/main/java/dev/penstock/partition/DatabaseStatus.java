package dev.penstock.partition;

/**
 * How full the database is and how its background work goes, for health and metrics.
 *
 * @param liveBytes about how much memory items and their nodes take
 * @param inboxBytes bytes of the commands that were accepted and not yet answered
 * @param snapshots all zero if there are none
 */
public record DatabaseStatus(
        long liveBytes,
        int inboxCommands,
        long inboxBytes,
        DiskLevel disk,
        SnapshotStatus snapshots) {}
