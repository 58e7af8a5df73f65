package dev.penstock.snapshot;

/**
 * A snapshot could not be written, which is not fatal, for the snapshots before it are still there;
 * or nothing is known of any, and then there can be no start.
 */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
