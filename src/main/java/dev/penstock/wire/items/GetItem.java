package dev.penstock.wire.items;

import dev.penstock.capacity.CapacityUnits;
import dev.penstock.capacity.ReadConsistency;
import dev.penstock.expression.Projection;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Table;
import dev.penstock.table.KeySchema;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.ConsumedCapacity;
import dev.penstock.wire.request.Consumption;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.LargeMember;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** GetItem: on one node every read is consistent; ConsistentRead only decides the charge. */
public final class GetItem implements Operation {
    private static final List<JsonName> MEMBERS =
            List.of(
                    Names.TABLE_NAME,
                    Names.KEY,
                    Names.ATTRIBUTES_TO_GET,
                    Names.CONSISTENT_READ,
                    Names.RETURN_CONSUMED_CAPACITY,
                    Names.PROJECTION_EXPRESSION,
                    Names.EXPRESSION_ATTRIBUTE_NAMES);

    private static final ExpressionParameters PARAMETERS =
            new ExpressionParameters(
                    List.of(Names.PROJECTION_EXPRESSION), List.of(Names.ATTRIBUTES_TO_GET));

    @Override
    public String name() {
        return "GetItem";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public LargeMember<ItemDraft> largeMember() {
        return LargeMember.KEY;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        String nameOrArn = body.string(Names.TABLE_NAME);
        ItemDraft draft = body.read(LargeMember.KEY);
        var selection =
                AttributeSelection.read(body, ExpressionParameters.Placeholders.readNames(body));
        var consistency = ConsumedCapacity.consistency(body.bool(Names.CONSISTENT_READ));
        String capacity = body.string(Names.RETURN_CONSUMED_CAPACITY);
        String tableName = Texts.checkedTableName(nameOrArn);
        var constraints = new ModelConstraints();
        constraints.oneOf("returnConsumedCapacity", capacity, Enums.RETURN_CONSUMED_CAPACITY);
        selection.constrain(constraints);
        constraints.notNull("key", draft).check();

        var context = PARAMETERS.check(body, selection.placeholders());
        Objects.requireNonNull(draft).check();
        Projection projection = selection.bind(context);
        context.requireAllUsed();

        Table table = Tables.require(call.database().version(), tableName);
        KeySchema schema = table.definition().keySchema();
        var key = ItemKey.of(draft.toKey(schema), schema.hasSortKey());
        byte[] item = table.get(key);
        JsonWriter out = call.answer();
        out.beginObject();
        if (item != null) {
            out.name(Names.ITEM).item(projection == null ? item : projection.project(item));
        }
        ConsumedCapacity.of(capacity)
                .write(out, Objects.requireNonNull(nameOrArn), units(item, consistency));
        out.endObject();
        call.send();
    }

    private static Consumption units(byte @Nullable [] item, ReadConsistency consistency) {
        return Consumption.ofTable(
                CapacityUnits.read(item == null ? 0 : ItemBytes.sizeBytes(item), consistency));
    }
}
