package dev.penstock.simulation;

import dev.penstock.error.ErrorCode;
import dev.penstock.expression.ExpressionContext;
import dev.penstock.expression.Expressions;
import dev.penstock.expression.Update;
import dev.penstock.item.ValueWriter;
import dev.penstock.partition.Command;
import dev.penstock.partition.DiskLevel;
import dev.penstock.partition.Table;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command on one item.
 *
 * @param table as its sender saw it
 * @param payload of a put or a set
 */
record ItemStep(Table table, Kind kind, ItemImage.Key key, String payload, Condition condition)
        implements Step {
    enum Kind {
        PUT,
        DELETE,
        /** Adds one to the count. */
        ADD,
        /** Sets the payload. */
        SET
    }

    /** What must hold of the item that is there. */
    sealed interface Condition {
        boolean holds(byte @Nullable [] item);
    }

    record Always() implements Condition {
        @Override
        public boolean holds(byte @Nullable [] item) {
            return true;
        }
    }

    record Exists(boolean wanted) implements Condition {
        @Override
        public boolean holds(byte @Nullable [] item) {
            return (item != null) == wanted;
        }
    }

    /** The item is the one that the sender saw. */
    @SuppressWarnings("ArrayRecordComponent") // Never written to.
    record Same(byte @Nullable [] seen) implements Condition {
        @Override
        public boolean holds(byte @Nullable [] item) {
            return Arrays.equals(item, seen);
        }
    }

    private static final Update ADD_ONE =
            Expressions.parseUpdate(
                    "ADD #c :one SET #p = if_not_exists(#p, :none)",
                    ExpressionContext.of(
                            Map.of("#c", "count", "#p", "payload"),
                            Map.of(":one", number(1), ":none", string(""))));

    @Override
    public Command command() {
        var schema = table.definition().keySchema();
        byte[] keyItem = key.bytes(schema);
        var itemKey = key.itemKey(schema);
        var guard =
                condition instanceof Always
                        ? Command.Guard.NONE
                        : new Command.Guard(condition::holds, true);
        return switch (kind) {
            case PUT ->
                    new Command.Put(
                            table, itemKey, new ItemImage(key, 0, payload).bytes(schema), guard);
            case DELETE -> new Command.Delete(table, itemKey, keyItem, guard);
            case ADD -> new Command.Update(table, itemKey, keyItem, ADD_ONE, guard);
            case SET -> new Command.Update(table, itemKey, keyItem, setting(payload), guard);
        };
    }

    private static Update setting(String payload) {
        return Expressions.parseUpdate(
                "SET #p = :p, #c = if_not_exists(#c, :zero)",
                ExpressionContext.of(
                        Map.of("#c", "count", "#p", "payload"),
                        Map.of(":p", string(payload), ":zero", number(0))));
    }

    private static byte[] number(long value) {
        var writer = new ValueWriter();
        writer.number(Long.toString(value));
        return writer.toValue();
    }

    private static byte[] string(String value) {
        var writer = new ValueWriter();
        writer.string(value);
        return writer.toValue();
    }

    @Override
    public Verdict judge(Image image, DiskLevel disk) {
        String name = table.definition().name();
        var model = image.table(name, table.definition().id());
        if (model == null) {
            return Verdict.refused(image, ErrorCode.RESOURCE_NOT_FOUND);
        }
        boolean isRefused =
                switch (disk) {
                    case PLENTY -> false;
                    case LOW -> kind != Kind.DELETE;
                    case EXHAUSTED -> true;
                };
        if (isRefused) {
            return Verdict.refused(image, ErrorCode.INTERNAL);
        }
        var stored = model.items().get(key);
        byte[] before = stored == null ? null : stored.bytes();
        if (!condition.holds(before)) {
            return new Verdict(image, new ConditionFailed(before));
        }
        if (kind == Kind.DELETE) {
            var after = stored == null ? image : image.with(name, model.without(key));
            return new Verdict(after, new Written(before, null));
        }
        ItemImage item = after(stored == null ? null : stored.image());
        byte[] after = item.bytes(model.schema());
        boolean isSame = Arrays.equals(before, after);
        return new Verdict(
                isSame ? image : image.with(name, model.with(item)), new Written(before, after));
    }

    private ItemImage after(@Nullable ItemImage before) {
        long count = before == null ? 0 : before.count();
        return switch (kind) {
            case PUT, DELETE -> new ItemImage(key, 0, payload);
            case ADD -> new ItemImage(key, count + 1, before == null ? "" : before.payload());
            case SET -> new ItemImage(key, count, payload);
        };
    }
}
