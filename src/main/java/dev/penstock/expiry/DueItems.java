package dev.penstock.expiry;

import dev.penstock.expression.SortRange;
import dev.penstock.index.HiddenIndex;
import dev.penstock.item.ItemKey;
import dev.penstock.tree.ItemCursor;
import dev.penstock.tree.PartitionedTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of one table that are due at one moment, the oldest first. Belongs to one thread. */
final class DueItems {
    private static final byte[] ONE_COLLECTION = {};

    private final HiddenIndex index;
    private final SortRange range;
    private @Nullable ItemKey after;

    DueItems(HiddenIndex index, DueTimes due) {
        this.index = index;
        range = due.range();
    }

    int tableId() {
        return index.tableId();
    }

    /** Items that only have their keys and their time, behind those that were passed. */
    List<byte[]> next(int countMax) {
        var found = new ArrayList<byte[]>();
        PartitionedTree entries = index.visible();
        if (entries != null) {
            ItemCursor cursor = entries.query(ONE_COLLECTION, range, true, after);
            for (byte[] item = cursor.next(); item != null; item = cursor.next()) {
                found.add(item);
                if (found.size() == countMax) {
                    break;
                }
            }
        }
        return found;
    }

    /** Goes on behind an item. */
    void pass(byte[] item) {
        after = index.entries().key(item);
    }

    /** How long the oldest has been due; 0 if none is. */
    long lagMicros(long nowMicros) {
        List<byte[]> oldest = next(1);
        return oldest.isEmpty() ? 0 : nowMicros - DueTimes.micros(oldest.getFirst(), attribute());
    }

    private byte[] attribute() {
        var keys = index.entries().index().keySchema().sortKeys();
        return keys.getFirst().name().getBytes(StandardCharsets.UTF_8);
    }
}
