package dev.penstock.table;

/** How a table is charged (DynamoDB: BillingMode). Penstock charges nobody; it answers the same. */
public enum BillingMode {
    PROVISIONED,
    PAY_PER_REQUEST
}
