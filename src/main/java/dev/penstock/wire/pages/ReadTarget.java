package dev.penstock.wire.pages;

import dev.penstock.expression.Filter;
import dev.penstock.expression.KeyCondition;
import dev.penstock.expression.KeyRange;
import dev.penstock.item.ItemKey;
import dev.penstock.tree.HashRange;
import dev.penstock.tree.ItemCursor;
import dev.penstock.wire.json.ItemDraft;
import org.jspecify.annotations.Nullable;

/** What a Query or a Scan reads, as of one moment: a table, or one of its indexes. */
public sealed interface ReadTarget permits TableTarget, IndexTarget {
    /** What a Query with this condition reads. */
    KeyRange range(KeyCondition condition);

    /** Refuses a Query's filter that reads the key of what is queried. */
    void requireNoKeyAttributes(Filter filter);

    /** The place of an ExclusiveStartKey; what is wrong with it is said in the texts of a key. */
    ItemKey startKey(ItemDraft draft);

    ItemCursor query(KeyRange range, boolean ascending, @Nullable ItemKey after);

    ItemCursor scan(HashRange segment, @Nullable ItemKey after);

    /** The LastEvaluatedKey behind an item. */
    byte[] keyOf(byte[] item);

    /** Which arm of the capacity is charged; null: the table's. */
    @Nullable String indexName();
}
