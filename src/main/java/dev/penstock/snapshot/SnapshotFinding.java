package dev.penstock.snapshot;

/**
 * Something in a snapshot that cannot be believed.
 *
 * @param file name in the snapshot directory
 * @param offset the first byte of the part that is wrong
 * @param problem what is wrong with it
 */
public record SnapshotFinding(String file, long offset, String problem) {
    @Override
    public String toString() {
        return "%s at byte %d: %s".formatted(file, offset, problem);
    }
}
