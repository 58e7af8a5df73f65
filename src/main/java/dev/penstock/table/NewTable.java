package dev.penstock.table;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What CreateTable asks for, already checked by itself. The writer adds id, UUID and time.
 *
 * @param attributeDefinitions of the keys of the table and of its indexes
 * @param indexes global secondary indexes; at most {@link TableLimits#INDEXES_MAX}
 * @param tags at most {@link TableLimits#TAGS_MAX}
 */
public record NewTable(
        String name,
        KeySchema keySchema,
        List<KeyAttribute> attributeDefinitions,
        TableSettings settings,
        List<NewIndex> indexes,
        SortedMap<String, String> tags) {
    public NewTable {
        attributeDefinitions = List.copyOf(attributeDefinitions);
        indexes = List.copyOf(indexes);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** A table without indexes. */
    public NewTable(
            String name,
            KeySchema keySchema,
            List<KeyAttribute> attributeDefinitions,
            TableSettings settings,
            SortedMap<String, String> tags) {
        this(name, keySchema, attributeDefinitions, settings, List.of(), tags);
    }
}
