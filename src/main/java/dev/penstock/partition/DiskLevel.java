package dev.penstock.partition;

/** How much space the log's disk has left, and with that what is accepted. */
public enum DiskLevel {
    /** Everything goes on. */
    PLENTY,
    /** Puts and updates are refused; deletes and catalogue changes, which free space, go on. */
    LOW,
    /** Nothing is written any more. Reads go on. */
    EXHAUSTED
}
