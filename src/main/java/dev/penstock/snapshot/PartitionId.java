package dev.penstock.snapshot;

/**
 * Names one tree: a table's share of one partition.
 *
 * @param tableId the table's number, never reused
 * @param partition from 0
 */
public record PartitionId(int tableId, int partition) implements Comparable<PartitionId> {
    public PartitionId {
        if (tableId < 0 || partition < 0) {
            throw new IllegalArgumentException("table " + tableId + ", partition " + partition);
        }
    }

    @Override
    public int compareTo(PartitionId other) {
        int byTable = Integer.compare(tableId, other.tableId);
        return byTable != 0 ? byTable : Integer.compare(partition, other.partition);
    }
}
