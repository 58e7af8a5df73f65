package dev.penstock.table;

/**
 * What UpdateTable can change of a table.
 *
 * @param payPerRequestSinceMicros commit time of the last switch to PAY_PER_REQUEST; 0 if it always
 *     was PROVISIONED (then a description has no BillingModeSummary)
 */
public record TableSettings(
        BillingMode billingMode,
        long payPerRequestSinceMicros,
        Throughput throughput,
        TableClass tableClass,
        boolean deletionProtected) {
    /** Settings of a new table; the commit fills in the time of the billing mode. */
    public static TableSettings of(
            BillingMode billingMode,
            Throughput throughput,
            TableClass tableClass,
            boolean deletionProtected) {
        return new TableSettings(billingMode, 0, throughput, tableClass, deletionProtected);
    }
}
