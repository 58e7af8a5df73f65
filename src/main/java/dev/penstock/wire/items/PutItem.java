package dev.penstock.wire.items;

import dev.penstock.expression.Condition;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Command;
import dev.penstock.partition.Table;
import dev.penstock.table.KeySchema;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.LargeMember;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** PutItem: stores a whole item in place of what is there. */
public final class PutItem implements Operation {
    private static final List<JsonName> MEMBERS =
            Stream.of(List.of(Names.ITEM), WriteOptions.MEMBERS, WriteCondition.MEMBERS)
                    .flatMap(List::stream)
                    .toList();

    @Override
    public String name() {
        return "PutItem";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public LargeMember<ItemDraft> largeMember() {
        return LargeMember.ITEM;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        var options = new WriteOptions(body);
        ItemDraft draft = body.read(LargeMember.ITEM);
        var writeCondition = WriteCondition.read(body);
        String tableName = Texts.checkedTableName(options.tableName());
        options.constrain(Names.ITEM, draft);
        writeCondition.constrain();

        var context = WriteCondition.PARAMETERS.check(body, writeCondition.placeholders());
        Objects.requireNonNull(draft).check();
        options.requireOldOrNone();
        Condition condition = writeCondition.bind(context);
        context.requireAllUsed();

        Table table = Tables.require(call.database().version(), tableName);
        KeySchema schema = table.definition().keySchema();
        byte[] item = draft.toItem(schema);
        Tables.requireItemSize(item);
        var guard = new Command.Guard(condition, options.itemOnFailure());
        var key = ItemKey.of(item, schema.hasSortKey());
        WriteAnswer.of(options)
                .submit(call, new Command.Put(table, key, item, guard), body.length());
    }
}
