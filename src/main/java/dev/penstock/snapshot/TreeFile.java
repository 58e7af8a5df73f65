package dev.penstock.snapshot;

/**
 * What a manifest says about the file of one tree.
 *
 * @param number of the snapshot that wrote it
 */
record TreeFile(PartitionId id, boolean hasSortKey, long number, Content content) {
    /**
     * What was written.
     *
     * @param crc CRC32C of all bytes
     */
    record Content(long itemCount, long lengthBytes, int crc) {}

    String name() {
        return FileNames.treeFile(id, number);
    }
}
