package dev.penstock.wire.request;

/**
 * Amazon resource names of this server's tables, and back. The service accepts a table's ARN
 * wherever it accepts a table's name.
 */
public final class Arns {
    private static final String SCHEME = "arn:";
    private static final String TABLE = ":table/";
    private static final String INDEX = "/index/";

    private final String tablePrefix;

    public Arns(String region, String accountId) {
        this.tablePrefix = "arn:aws:dynamodb:" + region + ":" + accountId + TABLE;
    }

    public String ofTable(String name) {
        return tablePrefix + name;
    }

    public String ofIndex(String tableName, String indexName) {
        return ofTable(tableName) + INDEX + indexName;
    }

    /**
     * The table name in {@code nameOrArn}: what follows {@code :table/} in an ARN, else all of it.
     */
    public static String tableName(String nameOrArn) {
        if (!nameOrArn.startsWith(SCHEME)) {
            return nameOrArn;
        }
        int at = nameOrArn.indexOf(TABLE);
        return at < 0 ? nameOrArn : nameOrArn.substring(at + TABLE.length());
    }

    /** Whether the text has the form of a table's ARN. */
    public static boolean isTableArn(String text) {
        int at = text.indexOf(TABLE);
        return text.startsWith(SCHEME) && at > 0 && at + TABLE.length() < text.length();
    }
}
