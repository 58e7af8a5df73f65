package dev.penstock.table;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the catalogue knows of a table.
 *
 * @param generation 1 at creation, then one more with every change of the definition
 * @param attributeDefinitions the key attributes of the table and of its indexes, and no others
 * @param indexes its global secondary indexes, by name
 * @param lastIndexId the highest id that an index of this table ever had; 0 if it never had one
 */
public record TableDefinition(
        TableIdentity identity,
        long generation,
        KeySchema keySchema,
        List<KeyAttribute> attributeDefinitions,
        TableSettings settings,
        List<IndexDefinition> indexes,
        int lastIndexId) {
    public TableDefinition {
        attributeDefinitions = List.copyOf(attributeDefinitions);
        indexes = indexes.stream().sorted(Comparator.comparing(IndexDefinition::name)).toList();
    }

    /** A table without indexes. */
    public TableDefinition(
            TableIdentity identity,
            long generation,
            KeySchema keySchema,
            List<KeyAttribute> attributeDefinitions,
            TableSettings settings) {
        this(identity, generation, keySchema, attributeDefinitions, settings, List.of(), 0);
    }

    public String name() {
        return identity.name();
    }

    public int id() {
        return identity.id();
    }

    /** The index of this name, whatever its state; null if there is none. */
    public @Nullable IndexDefinition index(String name) {
        for (IndexDefinition index : indexes) {
            if (index.name().equals(name)) {
                return index;
            }
        }
        return null;
    }

    /** The index with this id, whatever its state; null if there is none (any more). */
    public @Nullable IndexDefinition index(int id) {
        for (IndexDefinition index : indexes) {
            if (index.id() == id) {
                return index;
            }
        }
        return null;
    }

    /** The same table, one generation later. */
    public TableDefinition with(TableSettings changed) {
        return new TableDefinition(
                identity,
                generation + 1,
                keySchema,
                attributeDefinitions,
                changed,
                indexes,
                lastIndexId);
    }

    /** The same table, one generation later, with the same indexes in other states. */
    public TableDefinition with(List<IndexDefinition> changed) {
        return with(settings, changed, attributeDefinitions);
    }

    /**
     * The same table, one generation later. What {@code definitions} has beside the attributes of
     * keys is dropped, as the service does.
     *
     * @param definitions those that the table has, and those of indexes that are new
     */
    public TableDefinition with(
            TableSettings changed,
            List<IndexDefinition> changedIndexes,
            List<KeyAttribute> definitions) {
        int lastId =
                changedIndexes.stream()
                        .mapToInt(IndexDefinition::id)
                        .reduce(lastIndexId, Math::max);
        return new TableDefinition(
                identity,
                generation + 1,
                keySchema,
                KeyAttributes.used(definitions, keySchema, changedIndexes),
                changed,
                changedIndexes,
                lastId);
    }
}
