package dev.penstock.table;

import dev.penstock.table.destination.StreamingDestination;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What UpdateTable can change of a table.
 *
 * @param payPerRequestSinceMicros commit time of the last switch to PAY_PER_REQUEST; 0 if it always
 *     was PROVISIONED (then a description has no BillingModeSummary)
 * @param stream its newest stream, on or off; null if it never had one
 * @param timeToLive which of its items expire, now or before; null if none ever did
 * @param destinations where its changes are exported to, or were not long ago
 */
public record TableSettings(
        BillingMode billingMode,
        long payPerRequestSinceMicros,
        Throughput throughput,
        TableClass tableClass,
        boolean deletionProtected,
        @Nullable LatestStream stream,
        @Nullable TimeToLive timeToLive,
        List<StreamingDestination> destinations) {
    public TableSettings {
        destinations = List.copyOf(destinations);
    }

    /** Settings of a table whose changes are exported to nobody. */
    public TableSettings(
            BillingMode billingMode,
            long payPerRequestSinceMicros,
            Throughput throughput,
            TableClass tableClass,
            boolean deletionProtected,
            @Nullable LatestStream stream,
            @Nullable TimeToLive timeToLive) {
        this(
                billingMode,
                payPerRequestSinceMicros,
                throughput,
                tableClass,
                deletionProtected,
                stream,
                timeToLive,
                List.of());
    }

    /** Settings of a new table; the commit fills in the time of the billing mode. */
    public static TableSettings of(
            BillingMode billingMode,
            Throughput throughput,
            TableClass tableClass,
            boolean deletionProtected) {
        return new TableSettings(
                billingMode, 0, throughput, tableClass, deletionProtected, null, null);
    }

    /** The same settings with another stream. */
    public TableSettings with(@Nullable LatestStream changed) {
        return new TableSettings(
                billingMode,
                payPerRequestSinceMicros,
                throughput,
                tableClass,
                deletionProtected,
                changed,
                timeToLive,
                destinations);
    }

    /** The same settings with other destinations. */
    public TableSettings with(List<StreamingDestination> changed) {
        return new TableSettings(
                billingMode,
                payPerRequestSinceMicros,
                throughput,
                tableClass,
                deletionProtected,
                stream,
                timeToLive,
                changed);
    }

    /** The same settings with another time to live. */
    public TableSettings with(@Nullable TimeToLive changed) {
        return new TableSettings(
                billingMode,
                payPerRequestSinceMicros,
                throughput,
                tableClass,
                deletionProtected,
                stream,
                changed,
                destinations);
    }

    /**
     * The attribute that says when an item expires (DynamoDB: TimeToLiveSpecification).
     *
     * @param enabled whether items expire now; the attribute of one that is off only tells what it
     *     was
     * @param changedMicros commit time of the last change; no other change of the table's has it
     */
    public record TimeToLive(String attributeName, boolean enabled, long changedMicros) {}

    /** The attribute that says when an item expires; null if none does. */
    public @Nullable String expiryAttribute() {
        return timeToLive != null && timeToLive.enabled() ? timeToLive.attributeName() : null;
    }

    /** Whether changes of items are to be exported. */
    public boolean isExported() {
        for (StreamingDestination destination : destinations) {
            if (destination.isActive()) {
                return true;
            }
        }
        return false;
    }

    /** Whether changes of items are to be shown by a stream. */
    public boolean hasStream() {
        return stream != null && stream.enabled();
    }
}
