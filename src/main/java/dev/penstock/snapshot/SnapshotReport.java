package dev.penstock.snapshot;

import java.util.List;

/**
 * What writing a snapshot did.
 *
 * @param number of the snapshot; grows, not without gaps
 * @param itemCount items of all its trees
 * @param files of trees
 * @param leftovers files that should be gone but could not be deleted; tried again next time
 */
public record SnapshotReport(long number, long itemCount, Files files, List<String> leftovers) {
    /**
     * Files of trees.
     *
     * @param written new ones
     * @param kept those of trees that had not changed
     * @param bytesWritten length of the new ones
     */
    public record Files(int written, int kept, long bytesWritten) {}

    public SnapshotReport {
        leftovers = List.copyOf(leftovers);
    }
}
