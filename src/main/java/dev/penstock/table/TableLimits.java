package dev.penstock.table;

import dev.penstock.common.Limit;

/** DynamoDB's limits on tables. */
public final class TableLimits {
    /** Tables per account and region, DynamoDB's default quota. */
    @Limit(of = "tables of a database", unit = "tables", beyond = "`LimitExceededException`")
    public static final int TABLES_MAX = 2_500;

    /** Tags per table. */
    @Limit(of = "tags of a table", unit = "tags", beyond = "`ValidationException`")
    public static final int TAGS_MAX = 50;

    private TableLimits() {}
}
