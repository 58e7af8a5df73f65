package dev.penstock.wire.pages;

import static java.util.Objects.requireNonNull;

import dev.penstock.error.RequestException;
import dev.penstock.expression.Filter;
import dev.penstock.expression.KeyCondition;
import dev.penstock.expression.KeyRange;
import dev.penstock.expression.LegacyParameters;
import dev.penstock.index.IndexEntries;
import dev.penstock.index.IndexView;
import dev.penstock.item.IndexKeyRules;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Database;
import dev.penstock.partition.Table;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.request.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A global secondary index that is read. */
public record IndexTarget(KeySchema tableSchema, IndexDefinition definition, IndexView view)
        implements ReadTarget {
    /**
     * Finds an index.
     *
     * @throws RequestException if the table has no such index, or nobody may read it yet
     */
    public static IndexTarget require(Database database, Table table, String name) {
        IndexDefinition definition = table.definition().index(name);
        if (definition == null || definition.state() == IndexDefinition.State.DELETING) {
            throw RequestException.validation(
                    "The table does not have the specified index: " + name);
        }
        if (definition.state() == IndexDefinition.State.BACKFILLING) {
            throw RequestException.validation(
                    "Cannot read from backfilling global secondary index: " + name);
        }
        IndexView view = database.index(table.definition().id(), definition.id());
        return new IndexTarget(table.definition().keySchema(), definition, view);
    }

    /** Refuses what only a table, or an index that holds all attributes, can give. */
    public void check(boolean consistentRead, @Nullable String select) {
        if (consistentRead) {
            throw RequestException.validation(
                    "Consistent reads are not supported on global secondary indexes");
        }
        if ("ALL_ATTRIBUTES".equals(select) && !hasAll()) {
            throw Texts.invalid(
                    "Select type ALL_ATTRIBUTES is not supported for global secondary index "
                            + definition.name()
                            + " because its projection type is not ALL");
        }
    }

    /**
     * Refuses attributes that the index does not hold.
     *
     * @param what names them in the error's text
     */
    public void requireProjected(Set<String> attributes, String what) {
        if (hasAll()) {
            return;
        }
        var missing = new ArrayList<String>();
        for (String attribute : attributes) {
            if (!holds(attribute)) {
                missing.add(attribute);
            }
        }
        if (!missing.isEmpty()) {
            throw Texts.invalid(
                    "Global secondary index "
                            + definition.name()
                            + " does not project "
                            + what
                            + missing);
        }
    }

    private boolean hasAll() {
        return definition.projection().type() == IndexProjection.Type.ALL;
    }

    private boolean holds(String attribute) {
        return definition.projection().nonKeyAttributes().contains(attribute)
                || keyNames().contains(attribute);
    }

    private List<String> keyNames() {
        return definition.keyAttributes(tableSchema).stream().map(KeyAttribute::name).toList();
    }

    @Override
    public KeyRange range(KeyCondition condition) {
        return condition.range(definition.keySchema());
    }

    @Override
    public void requireNoKeyAttributes(Filter filter) {
        filter.requireNoKeyAttributes(definition.keySchema());
    }

    @Override
    public ItemKey startKey(ItemDraft draft) {
        byte[] item = draft.toIndexKey(tableSchema, definition.keyAttributes(tableSchema));
        IndexKeyRules.of(List.of(definition)).requireItem(item);
        return requireNonNull(new IndexEntries(definition, tableSchema).key(item));
    }

    @Override
    public ItemCursor query(KeyRange range, boolean ascending, @Nullable ItemKey after) {
        return view.query(range.partitionKey(), range.sortRange(), ascending, after);
    }

    @Override
    public ItemCursor scan(HashRange segment, @Nullable ItemKey after) {
        return view.scan(segment, after);
    }

    /** Keys of table and index: once for a page. */
    @Override
    public byte[] keyOf(byte[] item) {
        return LegacyParameters.attributesToGet(keyNames()).project(item);
    }

    @Override
    public String indexName() {
        return definition.name();
    }
}
