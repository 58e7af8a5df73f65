package dev.penstock.expression;

/** What a Query reads: one partition key and an interval of sort keys. Immutable. */
public final class KeyRange {
    private final byte[] partitionKey;
    private final SortRange sortRange;

    KeyRange(byte[] partitionKey, SortRange sortRange) {
        this.partitionKey = partitionKey;
        this.sortRange = sortRange;
    }

    /** The partition key's payload bytes, without type and length. Must not be changed. */
    public byte[] partitionKey() {
        return partitionKey;
    }

    public SortRange sortRange() {
        return sortRange;
    }
}
