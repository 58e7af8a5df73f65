package dev.penstock.wire.pages;

import dev.penstock.expression.Filter;
import dev.penstock.expression.KeyCondition;
import dev.penstock.expression.KeyRange;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Table;
import dev.penstock.table.KeySchema;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import dev.penstock.wire.json.ItemDraft;
import org.jspecify.annotations.Nullable;

/** A table that is read itself. */
public record TableTarget(Table table) implements ReadTarget {
    @Override
    public KeyRange range(KeyCondition condition) {
        return condition.range(schema());
    }

    @Override
    public void requireNoKeyAttributes(Filter filter) {
        filter.requireNoKeyAttributes(schema());
    }

    @Override
    public ItemKey startKey(ItemDraft draft) {
        return ItemKey.of(draft.toKey(schema()), schema().hasSortKey());
    }

    @Override
    public ItemCursor query(KeyRange range, boolean ascending, @Nullable ItemKey after) {
        return table.query(range.partitionKey(), range.sortRange(), ascending, after);
    }

    @Override
    public ItemCursor scan(HashRange segment, @Nullable ItemKey after) {
        return table.scan(segment, after);
    }

    @Override
    public byte[] keyOf(byte[] item) {
        return ItemBytes.keyOf(item, schema().hasSortKey());
    }

    @Override
    public @Nullable String indexName() {
        return null;
    }

    private KeySchema schema() {
        return table.definition().keySchema();
    }
}
