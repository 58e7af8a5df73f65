package dev.penstock.index;

import dev.penstock.capacity.CapacityUnits;
import dev.penstock.item.IndexKey;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.item.ItemProjection;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.TableDefinition;
import dev.penstock.tree.TreeShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a table are in one of its indexes: where they stand there, what of them it
 * holds, and what a write of them costs there. Immutable.
 */
public final class IndexEntries {
    private final IndexDefinition index;
    private final IndexKey key;

    /** Null: the items themselves. */
    private final @Nullable ItemProjection projection;

    public IndexEntries(IndexDefinition index, KeySchema table) {
        this.index = index;
        key = new IndexKey(index.keySchema(), table);
        projection =
                index.projection().type() == IndexProjection.Type.ALL
                        ? null
                        : new ItemProjection(table.hasSortKey() ? 2 : 1, kept(index));
    }

    /** One for each index of a table, in the definition's order. */
    public static List<IndexEntries> of(TableDefinition table) {
        if (table.indexes().isEmpty()) {
            return List.of();
        }
        var entries = new ArrayList<IndexEntries>();
        for (IndexDefinition index : table.indexes()) {
            entries.add(new IndexEntries(index, table.keySchema()));
        }
        return List.copyOf(entries);
    }

    private static List<String> kept(IndexDefinition index) {
        var keys =
                Stream.concat(
                        index.keySchema().partitionKeys().stream(),
                        index.keySchema().sortKeys().stream());
        return Stream.concat(
                        keys.map(KeyAttribute::name),
                        index.projection().nonKeyAttributes().stream())
                .toList();
    }

    public IndexDefinition index() {
        return index;
    }

    /**
     * Where an item stands, or null if the index does not hold it: a key attribute is missing, of
     * another type, empty or too large.
     *
     * @param item of the table, or one that has only the keys of table and index
     */
    public @Nullable ItemKey key(byte[] item) {
        byte[] entry = key.of(item, 0);
        return entry == null ? null : ItemKey.of(entry, true);
    }

    /** Where an item has what makes its key, or null if the index does not hold it. */
    IndexKey.@Nullable Places places(byte[] item) {
        return key.find(item);
    }

    ItemKey key(IndexKey.Places places) {
        return ItemKey.of(key.of(places, 0), true);
    }

    /**
     * Whether what the index holds of two states of one item is the same. Never, if it holds all:
     * it shares the newer one.
     */
    boolean haveSameImage(byte[] before, byte[] after) {
        return projection != null && projection.isSameOf(before, after);
    }

    /** What the index holds of an item: the item itself, if that is all of it. */
    public byte[] image(byte[] item) {
        return projection == null ? item : projection.of(item);
    }

    /**
     * What a write costs in the index, beside its price in the table: a unit for each KB of what is
     * put or removed, both if an item moves; nothing if the index holds the same as before, or is
     * being dropped: then it takes no write in any more.
     *
     * @param before the item that was there; null if none
     * @param after the item that is there now; null if none
     */
    public double writeUnits(byte @Nullable [] before, byte @Nullable [] after) {
        if (index.state() == IndexDefinition.State.DELETING) {
            return 0;
        }
        ItemKey from = before == null ? null : key(before);
        ItemKey to = after == null ? null : key(after);
        byte[] old = before == null || from == null ? null : image(before);
        byte[] now = after == null || to == null ? null : image(after);
        if (from != null && to != null && from.compareTo(to) == 0) {
            boolean isSame = Arrays.equals(old, now);
            return isSame ? 0 : CapacityUnits.write(sizeBytes(old), sizeBytes(now));
        }
        double removed = old == null ? 0 : CapacityUnits.write(sizeBytes(old), 0);
        double added = now == null ? 0 : CapacityUnits.write(0, sizeBytes(now));
        return removed + added;
    }

    TreeShape shape(NodeSizes sizes) {
        var images = projection == null ? TreeShape.Images.SHARED : TreeShape.Images.OWN;
        return new TreeShape(true, images, sizes.leafItems(), sizes.fanOut());
    }

    /** How large the nodes of index trees become: see {@link TreeShape}. */
    public record NodeSizes(int leafItems, int fanOut) {}

    private static int sizeBytes(byte @Nullable [] item) {
        return item == null ? 0 : ItemBytes.sizeBytes(item);
    }
}
