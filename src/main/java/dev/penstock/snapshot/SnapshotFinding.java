package dev.penstock.snapshot;

/**
 * Something in a snapshot that cannot be believed.
 *
 * @param file name in the snapshot directory
 * @param offset the first byte of the part that is wrong
 * @param problem what is wrong with it
 */
public record SnapshotFinding(String file, long offset, String problem) {
    /** All but the file's name. */
    public String where() {
        return " at byte %d: %s".formatted(offset, problem);
    }

    @Override
    public String toString() {
        return file + where();
    }
}
