package dev.penstock.table;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What CreateTable asks for, already checked by itself. The writer adds id, UUID and time.
 *
 * @param tags at most {@link TableLimits#TAGS_MAX}
 */
public record NewTable(
        String name,
        KeySchema keySchema,
        List<KeyAttribute> attributeDefinitions,
        TableSettings settings,
        SortedMap<String, String> tags) {
    public NewTable {
        attributeDefinitions = List.copyOf(attributeDefinitions);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
