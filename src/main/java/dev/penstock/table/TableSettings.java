package dev.penstock.table;

import org.jspecify.annotations.Nullable;

/**
 * What UpdateTable can change of a table.
 *
 * @param payPerRequestSinceMicros commit time of the last switch to PAY_PER_REQUEST; 0 if it always
 *     was PROVISIONED (then a description has no BillingModeSummary)
 * @param stream its newest stream, on or off; null if it never had one
 */
public record TableSettings(
        BillingMode billingMode,
        long payPerRequestSinceMicros,
        Throughput throughput,
        TableClass tableClass,
        boolean deletionProtected,
        @Nullable LatestStream stream) {
    /** Settings of a new table; the commit fills in the time of the billing mode. */
    public static TableSettings of(
            BillingMode billingMode,
            Throughput throughput,
            TableClass tableClass,
            boolean deletionProtected) {
        return new TableSettings(billingMode, 0, throughput, tableClass, deletionProtected, null);
    }

    /** The same settings with another stream. */
    public TableSettings with(@Nullable LatestStream changed) {
        return new TableSettings(
                billingMode,
                payPerRequestSinceMicros,
                throughput,
                tableClass,
                deletionProtected,
                changed);
    }

    /** Whether changes of items are to be shown by a stream. */
    public boolean hasStream() {
        return stream != null && stream.enabled();
    }
}
