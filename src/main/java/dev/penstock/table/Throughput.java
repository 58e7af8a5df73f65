package dev.penstock.table;

/**
 * Provisioned capacity as described, with its history.
 *
 * @param readUnits capacity units for reads; 0 in a table that pays per request
 * @param writeUnits capacity units for writes; 0 in a table that pays per request
 * @param lastIncreaseMicros commit time of the last increase; 0 if never
 * @param lastDecreaseMicros commit time of the last decrease; 0 if never
 * @param decreasesToday decreases on the UTC day of the last one
 */
public record Throughput(
        long readUnits,
        long writeUnits,
        long lastIncreaseMicros,
        long lastDecreaseMicros,
        int decreasesToday) {
    /** What a table that pays per request has. */
    public static final Throughput NONE = new Throughput(0, 0, 0, 0, 0);

    /** Freshly provisioned capacity, without history. */
    public static Throughput of(long readUnits, long writeUnits) {
        return new Throughput(readUnits, writeUnits, 0, 0, 0);
    }
}
