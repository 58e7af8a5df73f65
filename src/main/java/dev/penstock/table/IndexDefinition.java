package dev.penstock.table;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * All that the catalogue knows of one global secondary index.
 *
 * @param id given once within its table, never reused: an index that is dropped and made again has
 *     the same name and another id
 * @param throughput as described; charges nobody
 * @param state where it stands in its life
 */
public record IndexDefinition(
        String name,
        int id,
        IndexKeySchema keySchema,
        IndexProjection projection,
        Throughput throughput,
        State state) {
    /** The states that are stored; what a description shows follows from them. */
    public enum State {
        /** Its entries are being made; writes are taken in, nobody may read it. */
        BACKFILLING,
        ACTIVE,
        /** Nobody may read it; its entries are on their way out. */
        DELETING
    }

    /** The attributes that every entry has: the keys of the table and of the index, each once. */
    public List<KeyAttribute> keyAttributes(KeySchema table) {
        var attributes = new LinkedHashSet<KeyAttribute>();
        attributes.add(table.partitionKey());
        KeyAttribute sortKey = table.sortKey();
        if (sortKey != null) {
            attributes.add(sortKey);
        }
        attributes.addAll(keySchema.partitionKeys());
        attributes.addAll(keySchema.sortKeys());
        return List.copyOf(attributes);
    }

    public IndexDefinition with(State next) {
        return new IndexDefinition(name, id, keySchema, projection, throughput, next);
    }

    public IndexDefinition with(Throughput changed) {
        return new IndexDefinition(name, id, keySchema, projection, changed, state);
    }
}
