package dev.penstock.partition;

import dev.penstock.partition.system.SystemTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tables there are and at which place of a version's array each stands. Shared by all
 * versions between two changes of the catalogue, so that publishing items costs one array copy.
 *
 * @param names of clients' tables, sorted; the table of name {@code i} stands at place {@code i},
 *     the system tables behind all of them by id
 */
record Catalogue(List<String> names, Map<String, Integer> placeByName) {
    static Catalogue of(Collection<String> sortedNames) {
        var names = new ArrayList<String>(sortedNames);
        Map<String, Integer> places = HashMap.newHashMap(names.size());
        for (int place = 0; place < names.size(); place++) {
            places.put(names.get(place), place);
        }
        return new Catalogue(List.copyOf(names), Map.copyOf(places));
    }

    /** The place of a client's table that is there. */
    int place(String name) {
        Integer place = placeByName.get(name);
        if (place == null) {
            throw new IllegalStateException("a table is not in the catalogue");
        }
        return place;
    }

    int place(SystemTable table) {
        return names.size() + table.id() - SystemTable.TABLES.id();
    }

    int size() {
        return names.size() + SystemTable.COUNT;
    }
}
