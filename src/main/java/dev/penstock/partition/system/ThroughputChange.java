package dev.penstock.partition.system;

import dev.penstock.error.RequestException;
import dev.penstock.table.Throughput;

/** What UpdateTable makes of the provisioned capacity of a table or an index. Pure. */
final class ThroughputChange {
    static final String UNITS_EQUAL =
            "The provisioned throughput for the %s will not change. The requested value equals"
                    + " the current value. Current ReadCapacityUnits provisioned for the %s:"
                    + " %d. Requested ReadCapacityUnits: %d. Current WriteCapacityUnits provisioned"
                    + " for the %s: %d. Requested WriteCapacityUnits: %d. Refer to the Amazon"
                    + " DynamoDB Developer Guide for current limits and how to request higher"
                    + " limits.";

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private ThroughputChange() {}

    /**
     * @param what is provisioned, as the error's text calls it
     * @throws RequestException if nothing would change
     */
    static Throughput apply(Throughput current, Throughput wanted, String what, long micros) {
        long read = wanted.readUnits();
        long write = wanted.writeUnits();
        if (read == current.readUnits() && write == current.writeUnits()) {
            throw RequestException.validation(
                    UNITS_EQUAL.formatted(
                            what,
                            what,
                            current.readUnits(),
                            read,
                            what,
                            current.writeUnits(),
                            write));
        }
        boolean increased = read > current.readUnits() || write > current.writeUnits();
        boolean decreased = read < current.readUnits() || write < current.writeUnits();
        boolean sameDay =
                Math.floorDiv(micros, MICROS_PER_DAY)
                        == Math.floorDiv(current.lastDecreaseMicros(), MICROS_PER_DAY);
        int decreasesToday = (sameDay ? current.decreasesToday() : 0) + (decreased ? 1 : 0);
        return new Throughput(
                read,
                write,
                increased ? micros : current.lastIncreaseMicros(),
                decreased ? micros : current.lastDecreaseMicros(),
                decreasesToday);
    }
}
