package dev.penstock.table;

import java.util.List;

/**
 * The key of a global secondary index: one to four attributes that together are its partition key,
 * and none to four that order the items of a collection. Items need not be unique in it.
 *
 * @param partitionKeys in the order in which the client gave them; none in an index of the engine's
 *     own, whose entries are all of one collection
 * @param sortKeys the first one orders first
 */
public record IndexKeySchema(List<KeyAttribute> partitionKeys, List<KeyAttribute> sortKeys) {
    /** Source: the developer guide, multi-attribute keys, November 2025. */
    public static final int ATTRIBUTES_PER_KEY_MAX = 4;

    public IndexKeySchema {
        partitionKeys = List.copyOf(partitionKeys);
        sortKeys = List.copyOf(sortKeys);
        if ((partitionKeys.isEmpty() && sortKeys.isEmpty())
                || partitionKeys.size() > ATTRIBUTES_PER_KEY_MAX
                || sortKeys.size() > ATTRIBUTES_PER_KEY_MAX) {
            throw new IllegalArgumentException("not the key of an index");
        }
    }
}
