package dev.penstock.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which attributes the keys of a table and of its indexes are made of. */
final class KeyAttributes {
    private KeyAttributes() {}

    /** Those of the definitions that a key uses, each once, in their order. */
    static List<KeyAttribute> used(
            List<KeyAttribute> definitions, KeySchema table, List<IndexDefinition> indexes) {
        Set<String> names = names(table, indexes);
        var used = new ArrayList<KeyAttribute>();
        for (KeyAttribute attribute : definitions) {
            if (names.remove(attribute.name())) {
                used.add(attribute);
            }
        }
        return used;
    }

    private static Set<String> names(KeySchema table, List<IndexDefinition> indexes) {
        var names = new HashSet<String>();
        names.add(table.partitionKey().name());
        KeyAttribute sortKey = table.sortKey();
        if (sortKey != null) {
            names.add(sortKey.name());
        }
        for (IndexDefinition index : indexes) {
            index.keySchema().partitionKeys().forEach(each -> names.add(each.name()));
            index.keySchema().sortKeys().forEach(each -> names.add(each.name()));
        }
        return names;
    }
}
