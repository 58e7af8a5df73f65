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

    /** Global secondary indexes per table, DynamoDB's default quota. */
    @Limit(
            of = "global secondary indexes of a table",
            unit = "indexes",
            beyond = "`ValidationException`")
    public static final int INDEXES_MAX = 20;

    /** Names in NonKeyAttributes, those of all of a table's indexes together. */
    @Limit(
            of = "projected attributes of a table's indexes",
            unit = "names",
            beyond = "`ValidationException`")
    public static final int PROJECTED_ATTRIBUTES_MAX = 100;

    private TableLimits() {}
}
