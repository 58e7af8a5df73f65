package dev.penstock.snapshot;

/**
 * Names one tree: a table's share of one partition.
 *
 * @param tableId the table's number, never reused
 * @param partition from 0
 */
public record PartitionId(int tableId, int partition) {
    public PartitionId {
        if (tableId < 0 || partition < 0) {
            throw new IllegalArgumentException("table " + tableId + ", partition " + partition);
        }
    }
}
