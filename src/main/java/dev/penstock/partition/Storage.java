package dev.penstock.partition;

import dev.penstock.log.CommitLog;

/** Where a database keeps what must survive. Opened and closed by the caller. */
public record Storage(CommitLog log, DiskSpace disk) {}
