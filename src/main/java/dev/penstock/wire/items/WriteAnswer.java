package dev.penstock.wire.items;

import dev.penstock.capacity.CapacityUnits;
import dev.penstock.expression.UpdateResult;
import dev.penstock.index.IndexEntries;
import dev.penstock.item.ItemBytes;
import dev.penstock.partition.Command;
import dev.penstock.partition.Outcome;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.ConsumedCapacity;
import dev.penstock.wire.request.Consumption;
import dev.penstock.wire.request.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands one write to the writer and answers with its outcome. */
record WriteAnswer(
        String tableName, WriteOptions.ReturnValues returnValues, ConsumedCapacity capacity) {
    static WriteAnswer of(WriteOptions options) {
        return new WriteAnswer(
                options.tableNameAsSent(), options.returnValues(), options.capacity());
    }

    /**
     * @param heldBytes what waits in the writer's inbox beside the command itself
     */
    void submit(Call call, Command.Write command, int heldBytes) {
        List<IndexEntries> indexes = command.table().indexes();
        call.submit(command, heldBytes, outcome -> onOutcome(call, indexes, outcome));
    }

    private void onOutcome(Call call, List<IndexEntries> indexes, Outcome outcome) {
        switch (outcome) {
            case Outcome.Written written -> {
                write(call.answer(), indexes, written);
                call.send();
            }
            case Outcome.ConditionFailed failed -> call.failCondition(failed.item());
            case Outcome.Refused refused -> throw refused.error();
            case Outcome.TableChanged other -> throw unexpected(other);
            case Outcome.Tagged other -> throw unexpected(other);
            case Outcome.StreamsKept other -> throw unexpected(other);
            case Outcome.Expired other -> throw unexpected(other);
        }
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("unexpected outcome of an item command: " + outcome);
    }

    private void write(JsonWriter out, List<IndexEntries> indexes, Outcome.Written written) {
        out.beginObject();
        byte[] attributes = attributes(written);
        if (attributes != null && ItemBytes.attributeCount(attributes) > 0) {
            out.name(Names.ATTRIBUTES).item(attributes);
        }
        if (capacity != ConsumedCapacity.NONE) {
            capacity.write(out, tableName, units(indexes, written));
        }
        out.endObject();
    }

    private byte @Nullable [] attributes(Outcome.Written written) {
        UpdateResult update = written.update();
        return switch (returnValues) {
            case NONE -> null;
            case ALL_OLD -> written.before();
            case ALL_NEW -> written.after();
            case UPDATED_OLD -> update == null ? null : update.updatedOld();
            case UPDATED_NEW -> update == null ? null : update.updatedNew();
        };
    }

    /**
     * What a write cost.
     *
     * @param indexes of the table
     */
    static Consumption units(List<IndexEntries> indexes, Outcome.Written written) {
        double units = CapacityUnits.write(sizeBytes(written.before()), sizeBytes(written.after()));
        var consumed = Consumption.ofTable(units);
        for (IndexEntries index : indexes) {
            double arm = index.writeUnits(written.before(), written.after());
            if (arm > 0) {
                consumed = consumed.plus(Consumption.ofIndex(index.index().name(), arm));
            }
        }
        return consumed;
    }

    private static int sizeBytes(byte @Nullable [] item) {
        return item == null ? 0 : ItemBytes.sizeBytes(item);
    }
}
