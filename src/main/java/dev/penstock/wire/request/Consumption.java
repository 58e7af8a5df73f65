package dev.penstock.wire.request;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Capacity units that a request consumed of one table, and of its indexes.
 *
 * @param table of the table itself
 * @param indexes of global secondary indexes, by name; without those that consumed nothing
 */
public record Consumption(double table, SortedMap<String, Double> indexes) {
    public static Consumption ofTable(double units) {
        return new Consumption(units, Collections.emptySortedMap());
    }

    public static Consumption ofIndex(String name, double units) {
        var indexes = new TreeMap<String, Double>();
        indexes.put(name, units);
        return new Consumption(0, indexes);
    }

    public double total() {
        double total = table;
        for (double units : indexes.values()) {
            total += units;
        }
        return total;
    }

    public Consumption plus(Consumption other) {
        if (indexes.isEmpty() && other.indexes.isEmpty()) {
            return ofTable(table + other.table);
        }
        var sums = new TreeMap<>(indexes);
        other.indexes.forEach((name, units) -> sums.merge(name, units, Double::sum));
        return new Consumption(table + other.table, sums);
    }
}
