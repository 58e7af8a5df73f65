package dev.penstock.wire.request;

import org.jspecify.annotations.Nullable;

/**
 * Amazon resource names of this server's tables, and back. The service accepts a table's ARN
 * wherever it accepts a table's name.
 */
public final class Arns {
    private static final String SCHEME = "arn:";
    private static final String TABLE = ":table/";
    private static final String STREAM = "/stream/";
    private static final String INDEX = "/index/";

    private final String region;
    private final String tablePrefix;

    public Arns(String region, String accountId) {
        this.region = region;
        this.tablePrefix = "arn:aws:dynamodb:" + region + ":" + accountId + TABLE;
    }

    public String region() {
        return region;
    }

    public String ofTable(String name) {
        return tablePrefix + name;
    }

    public String ofIndex(String tableName, String indexName) {
        return ofTable(tableName) + INDEX + indexName;
    }

    public String ofStream(String tableName, String label) {
        return ofTable(tableName) + STREAM + label;
    }

    /** The table's name and the label in a stream's ARN; null if it has another form. */
    public static @Nullable StreamName streamName(String arn) {
        int table = arn.indexOf(TABLE);
        int stream = arn.indexOf(STREAM, Math.max(0, table));
        if (!arn.startsWith(SCHEME) || table < 0 || stream < 0) {
            return null;
        }
        String tableName = arn.substring(table + TABLE.length(), stream);
        String label = arn.substring(stream + STREAM.length());
        return tableName.isEmpty() || label.isEmpty() ? null : new StreamName(tableName, label);
    }

    /** What a stream's ARN names. */
    public record StreamName(String tableName, String label) {}

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
