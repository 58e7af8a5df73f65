package dev.penstock.table;

/** DynamoDB's limits on tables. */
public final class TableLimits {
    /** Tables per account and region, DynamoDB's default quota. */
    public static final int TABLES_MAX = 2_500;

    /** Tags per table. */
    public static final int TAGS_MAX = 50;

    private TableLimits() {}
}
