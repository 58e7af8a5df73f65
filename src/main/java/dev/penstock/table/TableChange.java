package dev.penstock.table;

import org.jspecify.annotations.Nullable;

/**
 * What UpdateTable asks for; null leaves a setting as it is.
 *
 * @param throughput read and write units; its history is not looked at
 */
public record TableChange(
        @Nullable BillingMode billingMode,
        @Nullable Throughput throughput,
        @Nullable TableClass tableClass,
        @Nullable Boolean deletionProtected) {}
