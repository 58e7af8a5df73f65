package dev.penstock.simulation.disk;

/** What a process asks of the file system. */
public enum DiskCall {
    OPEN,
    CREATE,
    READ,
    WRITE,
    TRUNCATE,
    SYNC_FILE,
    SYNC_DIRECTORY,
    RENAME,
    DELETE,
    MAKE_DIRECTORY,
    LIST,
    /** A store into mapped memory: no call of the system, and so it cannot fail. */
    STORE
}
