package dev.penstock.wire.items;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.partition.Command;
import dev.penstock.partition.Outcome;
import dev.penstock.partition.Table;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.ConsumedCapacity;
import dev.penstock.wire.request.Consumption;
import dev.penstock.wire.request.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One BatchWriteItem on its way: a command for each write, an answer when all have theirs. What the
 * writer had no room for goes back to the client as unprocessed; if that is all of it, the whole
 * request is throttled.
 */
final class BatchWrite {
    private static final JsonName UNPROCESSED_ITEMS = JsonName.of("UnprocessedItems");

    private final Call call;
    private final List<Write> writes;
    private final ConsumedCapacity capacity;
    private final Outcome[] outcomes;

    /** How many of the outcomes are not there yet. */
    private int open;

    /** One write and the table as the request names it. */
    record Write(String tableName, Command.Write command) {}

    BatchWrite(Call call, List<Write> writes, ConsumedCapacity capacity) {
        this.call = call;
        this.writes = writes;
        this.capacity = capacity;
        outcomes = new Outcome[writes.size()];
        open = outcomes.length;
    }

    void submit(int requestBytes) {
        int heldBytes = requestBytes / writes.size();
        for (int i = 0; i < outcomes.length; i++) {
            submit(i, heldBytes);
        }
    }

    private void submit(int index, int heldBytes) {
        try {
            call.submit(writes.get(index).command, heldBytes, outcome -> onOutcome(index, outcome));
        } catch (RequestException e) {
            onOutcome(index, new Outcome.Refused(e));
        }
    }

    private void onOutcome(int index, Outcome outcome) {
        outcomes[index] = outcome;
        open--;
        if (open == 0) {
            onOutcomes();
        }
    }

    private void onOutcomes() {
        var unprocessed = new LinkedHashMap<String, List<Command.Write>>();
        var units = new LinkedHashMap<String, Consumption>();
        RequestException throttled = null;
        for (int i = 0; i < outcomes.length; i++) {
            Write write = writes.get(i);
            RequestException refused = refusal(outcomes[i]);
            if (refused == null) {
                units.merge(
                        write.tableName,
                        unitsOf(write.command.table(), outcomes[i]),
                        Consumption::plus);
            } else {
                throttled = refused;
                unprocessed
                        .computeIfAbsent(write.tableName, name -> new ArrayList<>())
                        .add(write.command);
            }
        }
        if (throttled != null && units.isEmpty()) {
            throw throttled;
        }
        write(call.answer(), unprocessed, units);
        call.send();
    }

    /** Why there was no room for a write; null if it was done. Any other refusal is thrown. */
    private static @Nullable RequestException refusal(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            if (refused.error().code() != ErrorCode.THROTTLING) {
                throw refused.error();
            }
            return refused.error();
        }
        return null;
    }

    private Consumption unitsOf(Table table, Outcome outcome) {
        if (outcome instanceof Outcome.Written written) {
            boolean told = capacity != ConsumedCapacity.NONE;
            return WriteAnswer.units(told ? table.indexes() : List.of(), written);
        }
        throw new IllegalStateException("unexpected outcome of an unconditional write: " + outcome);
    }

    private void write(
            JsonWriter out,
            Map<String, List<Command.Write>> unprocessed,
            Map<String, Consumption> units) {
        out.beginObject().name(UNPROCESSED_ITEMS).beginObject();
        unprocessed.forEach((tableName, commands) -> writeRest(out, tableName, commands));
        out.endObject();
        if (capacity != ConsumedCapacity.NONE) {
            out.name(Names.CONSUMED_CAPACITY).beginArray();
            units.forEach((tableName, sum) -> capacity.writeElement(out, tableName, sum));
            out.endArray();
        }
        out.endObject();
    }

    private static void writeRest(JsonWriter out, String tableName, List<Command.Write> commands) {
        out.name(tableName).beginArray();
        for (Command.Write command : commands) {
            out.beginObject();
            switch (command) {
                case Command.Put put ->
                        out.name(TableWrites.PUT_REQUEST)
                                .beginObject()
                                .name(Names.ITEM)
                                .item(put.item())
                                .endObject();
                case Command.Delete delete ->
                        out.name(TableWrites.DELETE_REQUEST)
                                .beginObject()
                                .name(Names.KEY)
                                .item(delete.keyItem())
                                .endObject();
                case Command.Update change ->
                        throw new IllegalStateException("no update is in a batch: " + change);
            }
            out.endObject();
        }
        out.endArray();
    }
}
