package dev.penstock.wire.pages;

import dev.penstock.capacity.CapacityUnits;
import dev.penstock.capacity.ReadConsistency;
import dev.penstock.common.Limit;
import dev.penstock.expression.Condition;
import dev.penstock.expression.Projection;
import dev.penstock.item.ItemBytes;
import dev.penstock.tree.ItemCursor;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.ConsumedCapacity;
import dev.penstock.wire.request.Consumption;
import dev.penstock.wire.request.Names;
import org.jspecify.annotations.Nullable;

/**
 * One page of a Query or a Scan in the making. Reads a bounded stretch, then lets the event loop
 * serve others, and goes on with the root that it holds: the page shows one moment, however long it
 * takes.
 */
public final class Page {
    /** Items are read, before filter and projection, until they exceed this. */
    @Limit(
            of = "items read for one page of Query or Scan, before the filter",
            unit = "bytes",
            beyond = "the page ends with LastEvaluatedKey")
    static final int PAGE_BYTES_MAX = 1 << 20;

    /** Read in one go; then it is another request's turn. */
    @Limit(
            of = "items read before the event loop serves others",
            unit = "bytes",
            beyond = "the page goes on later, from the same moment")
    public static final int STEP_BYTES = 128 << 10;

    /** Counted for an item on top of its size, so that many tiny ones make a step too. */
    private static final int STEP_BYTES_PER_ITEM = 64;

    private final Call call;
    private final Wanted wanted;
    private final ItemCursor cursor;
    private final JsonWriter out;
    private int count;
    private int scannedCount;
    private long pageBytes;

    /**
     * What a page is to hold.
     *
     * @param limit items to evaluate at most
     * @param filter null: every item is answered
     * @param projection null: whole items
     * @param countOnly Select = COUNT
     */
    public record Wanted(
            int limit,
            @Nullable Condition filter,
            @Nullable Projection projection,
            boolean countOnly,
            Charge charge) {}

    /** What the answer says about its cost, and of which table or index. */
    public record Charge(
            String tableName,
            ReadTarget target,
            ConsumedCapacity capacity,
            ReadConsistency consistency) {
        Consumption of(long bytes) {
            double units = CapacityUnits.read(bytes, consistency);
            String index = target.indexName();
            return index == null ? Consumption.ofTable(units) : Consumption.ofIndex(index, units);
        }
    }

    public Page(Call call, Wanted wanted, ItemCursor cursor) {
        this.call = call;
        this.wanted = wanted;
        this.cursor = new ItemsAhead(cursor, wanted.limit);
        this.out = call.answer();
    }

    /** Builds the page and sends it. */
    public void begin() {
        out.beginObject();
        if (!wanted.countOnly) {
            out.name(Names.ITEMS).beginArray();
        }
        step();
    }

    private void step() {
        long stepBytes = 0;
        byte[] item = null;
        while (stepBytes < STEP_BYTES) {
            item = cursor.next();
            if (item == null) {
                finish(null);
                return;
            }
            int itemBytes = ItemBytes.sizeBytes(item);
            stepBytes += itemBytes + STEP_BYTES_PER_ITEM;
            pageBytes += itemBytes;
            scannedCount++;
            evaluate(item);
            if (scannedCount == wanted.limit || pageBytes >= PAGE_BYTES_MAX) {
                finish(item);
                return;
            }
        }
        if (call.isOverdue()) {
            finish(item);
            return;
        }
        call.later(this::step);
    }

    private void evaluate(byte[] item) {
        if (wanted.filter != null && !wanted.filter.holds(item)) {
            return;
        }
        count++;
        if (!wanted.countOnly) {
            out.item(wanted.projection == null ? item : wanted.projection.project(item));
        }
    }

    /**
     * @param last the item to go on behind; null at the end
     */
    private void finish(byte @Nullable [] last) {
        if (!wanted.countOnly) {
            out.endArray();
        }
        out.name(Names.COUNT).number(count);
        out.name(Names.SCANNED_COUNT).number(scannedCount);
        Charge charge = wanted.charge;
        if (last != null) {
            out.name(Names.LAST_EVALUATED_KEY).item(charge.target.keyOf(last));
        }
        charge.capacity.write(out, charge.tableName, charge.of(pageBytes));
        out.endObject();
        call.send();
    }
}
