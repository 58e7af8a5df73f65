package dev.penstock.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What UpdateTable asks for; null leaves a setting as it is.
 *
 * @param throughput read and write units; its history is not looked at
 * @param indexes at most one of each name
 * @param attributeDefinitions of the keys of new indexes; others do no harm
 * @param stream what is to happen to the table's stream
 */
public record TableChange(
        @Nullable BillingMode billingMode,
        @Nullable Throughput throughput,
        @Nullable TableClass tableClass,
        @Nullable Boolean deletionProtected,
        List<IndexChange> indexes,
        List<KeyAttribute> attributeDefinitions,
        @Nullable StreamSpecification stream) {
    public TableChange {
        indexes = List.copyOf(indexes);
        attributeDefinitions = List.copyOf(attributeDefinitions);
    }

    /** A change that leaves the stream alone. */
    public TableChange(
            @Nullable BillingMode billingMode,
            @Nullable Throughput throughput,
            @Nullable TableClass tableClass,
            @Nullable Boolean deletionProtected,
            List<IndexChange> indexes,
            List<KeyAttribute> attributeDefinitions) {
        this(
                billingMode,
                throughput,
                tableClass,
                deletionProtected,
                indexes,
                attributeDefinitions,
                null);
    }

    /** A change of settings alone. */
    public TableChange(
            @Nullable BillingMode billingMode,
            @Nullable Throughput throughput,
            @Nullable TableClass tableClass,
            @Nullable Boolean deletionProtected) {
        this(billingMode, throughput, tableClass, deletionProtected, List.of(), List.of(), null);
    }

    /** A change of the stream alone. */
    public static TableChange of(StreamSpecification stream) {
        return new TableChange(null, null, null, null, List.of(), List.of(), stream);
    }
}
