package dev.penstock.partition;

/** How much room the disk has that log and snapshots are on. */
@FunctionalInterface
public interface DiskSpace {
    /** A disk that never fills: for a database in memory. */
    DiskSpace UNLIMITED = () -> Long.MAX_VALUE;

    /** Bytes that can still be written. May do I/O: never called by the writer. */
    long usableBytes();
}
