package dev.penstock.table;

import java.util.List;

/**
 * All that the catalogue knows of a table.
 *
 * @param generation 1 at creation, then one more with every change of the definition
 * @param attributeDefinitions as CreateTable gave them: the key attributes of the table
 */
public record TableDefinition(
        TableIdentity identity,
        long generation,
        KeySchema keySchema,
        List<KeyAttribute> attributeDefinitions,
        TableSettings settings) {
    public TableDefinition {
        attributeDefinitions = List.copyOf(attributeDefinitions);
    }

    public String name() {
        return identity.name();
    }

    public int id() {
        return identity.id();
    }

    /** The same table, one generation later. */
    public TableDefinition with(TableSettings changed) {
        return new TableDefinition(
                identity, generation + 1, keySchema, attributeDefinitions, changed);
    }
}
