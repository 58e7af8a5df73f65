package dev.penstock.wire.items;

import dev.penstock.capacity.CapacityUnits;
import dev.penstock.common.Limit;
import dev.penstock.expression.Projection;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Table;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.pages.ItemsAhead;
import dev.penstock.wire.pages.Page;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.ConsumedCapacity;
import dev.penstock.wire.request.Consumption;
import dev.penstock.wire.request.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one BatchGetItem in the making: table by table, key by key, with a turn for others
 * after each bounded stretch. What no longer fits is handed back unread.
 */
final class BatchRead {
    /** The service answers at most 16 MB. */
    @Limit(
            of = "items of one BatchGetItem",
            unit = "bytes",
            beyond = "the rest is in UnprocessedKeys")
    static final int ANSWER_BYTES_MAX = 16 << 20;

    private static final JsonName RESPONSES = JsonName.of("Responses");
    private static final JsonName UNPROCESSED_KEYS = JsonName.of("UnprocessedKeys");

    private final Call call;
    private final List<Part> parts;
    private final ConsumedCapacity capacity;
    private final JsonWriter out;
    private final double[] units;
    private int partIndex;
    private int keyIndex;
    private long answerBytes;

    private final byte[] @Nullable [] found = new byte[ItemsAhead.ITEMS_MAX][];

    @SuppressWarnings("UnusedVariable") // Kept, so that no compiler leaves the touching out.
    private int touched;

    /** One item to read: the key for the tree, and as the answer would repeat it. */
    @SuppressWarnings("ArrayRecordComponent") // Item bytes are never written to once they are made.
    record Key(ItemKey key, byte[] keyItem) {}

    /** What is read of one table. */
    record Part(
            KeysAndAttributes request,
            Table table,
            @Nullable Projection projection,
            List<Key> keys) {}

    BatchRead(Call call, List<Part> parts, ConsumedCapacity capacity) {
        this.call = call;
        this.parts = parts;
        this.capacity = capacity;
        this.out = call.answer();
        this.units = new double[parts.size()];
    }

    void begin() {
        out.beginObject().name(RESPONSES).beginObject();
        out.name(parts.getFirst().request.tableName()).beginArray();
        step();
    }

    private void step() {
        long stepBytes = 0;
        while (stepBytes < Page.STEP_BYTES) {
            Part part = parts.get(partIndex);
            if (keyIndex < part.keys.size()) {
                int read = read(part, item(part));
                if (read < 0) {
                    finish();
                    return;
                }
                stepBytes += read;
                keyIndex++;
            } else if (!nextPart()) {
                finish();
                return;
            }
        }
        if (call.isOverdue()) {
            finish();
            return;
        }
        call.later(this::step);
    }

    private boolean nextPart() {
        if (partIndex + 1 == parts.size()) {
            return false;
        }
        out.endArray();
        partIndex++;
        keyIndex = 0;
        out.name(parts.get(partIndex).request.tableName()).beginArray();
        return true;
    }

    /** Looked up a few keys ahead, and touched, for the reason that {@link ItemsAhead} gives. */
    private byte @Nullable [] item(Part part) {
        int at = keyIndex % found.length;
        if (at == 0) {
            int count = Math.min(found.length, part.keys.size() - keyIndex);
            for (int i = 0; i < count; i++) {
                byte[] item = part.table.get(part.keys.get(keyIndex + i).key);
                touched += item == null ? 0 : ItemBytes.touch(item);
                found[i] = item;
            }
        }
        return found[at];
    }

    /**
     * Writes one item, if it is there; returns its bytes, or -1 if the answer is full before it.
     */
    private int read(Part part, byte @Nullable [] item) {
        int itemBytes = item == null ? 0 : ItemBytes.sizeBytes(item);
        if (answerBytes + itemBytes > ANSWER_BYTES_MAX) {
            return -1;
        }
        answerBytes += itemBytes;
        units[partIndex] += CapacityUnits.read(itemBytes, part.request.consistency());
        if (item != null) {
            out.item(part.projection == null ? item : part.projection.project(item));
        }
        return itemBytes;
    }

    private void finish() {
        out.endArray();
        for (int i = partIndex + 1; i < parts.size(); i++) {
            out.name(parts.get(i).request.tableName()).beginArray().endArray();
        }
        out.endObject();
        writeRest();
        if (capacity != ConsumedCapacity.NONE) {
            out.name(Names.CONSUMED_CAPACITY).beginArray();
            for (int i = 0; i < parts.size(); i++) {
                capacity.writeElement(
                        out, parts.get(i).request.tableName(), Consumption.ofTable(units[i]));
            }
            out.endArray();
        }
        out.endObject();
        call.send();
    }

    private void writeRest() {
        out.name(UNPROCESSED_KEYS).beginObject();
        for (int i = partIndex; i < parts.size(); i++) {
            List<Key> keys = parts.get(i).keys;
            List<Key> rest = keys.subList(i == partIndex ? keyIndex : 0, keys.size());
            if (!rest.isEmpty()) {
                List<byte[]> keyItems = new ArrayList<>();
                rest.forEach(key -> keyItems.add(key.keyItem));
                parts.get(i).request.writeRest(out, keyItems);
            }
        }
        out.endObject();
    }
}
