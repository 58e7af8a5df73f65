package dev.penstock.table;

/** DynamoDB's storage class of a table. Kept and answered; it changes nothing here. */
public enum TableClass {
    STANDARD,
    STANDARD_INFREQUENT_ACCESS
}
