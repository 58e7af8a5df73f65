package dev.penstock.snapshot;

/** A snapshot could not be written. Not fatal: the snapshots before it are still there. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
