package dev.penstock.table;

import org.jspecify.annotations.Nullable;

/**
 * The primary key of a table: a partition key and, in a table with item collections, a sort key.
 */
public record KeySchema(KeyAttribute partitionKey, @Nullable KeyAttribute sortKey) {
    public boolean hasSortKey() {
        return sortKey != null;
    }
}
