package dev.penstock.wire.items;

import dev.penstock.expression.Condition;
import dev.penstock.expression.Expressions;
import dev.penstock.expression.Update;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Command;
import dev.penstock.partition.Table;
import dev.penstock.table.KeySchema;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.LargeMember;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** UpdateItem: changes an item in place, or makes it. */
public final class UpdateItem implements Operation {
    private static final List<JsonName> MEMBERS =
            Stream.of(
                            List.of(Names.KEY, Names.UPDATE_EXPRESSION, Names.ATTRIBUTE_UPDATES),
                            WriteOptions.MEMBERS,
                            WriteCondition.MEMBERS)
                    .flatMap(List::stream)
                    .toList();

    private static final ExpressionParameters PARAMETERS =
            new ExpressionParameters(
                    List.of(Names.UPDATE_EXPRESSION, Names.CONDITION_EXPRESSION),
                    List.of(Names.ATTRIBUTE_UPDATES, Names.EXPECTED, Names.CONDITIONAL_OPERATOR));

    @Override
    public String name() {
        return "UpdateItem";
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
        var options = new WriteOptions(body);
        ItemDraft draft = body.read(LargeMember.KEY);
        var writeCondition = WriteCondition.read(body);
        String updateText = body.string(Names.UPDATE_EXPRESSION);
        var attributeUpdates = AttributeUpdates.read(body);
        String tableName = Texts.checkedTableName(options.tableName());
        options.constrain(Names.KEY, draft);
        writeCondition.constrain();
        var constraints = new ModelConstraints();
        attributeUpdates.constrain(constraints);
        constraints.check();

        var context = PARAMETERS.check(body, writeCondition.placeholders());
        Objects.requireNonNull(draft).check();
        Update update =
                updateText != null
                        ? Expressions.parseUpdate(updateText, context)
                        : attributeUpdates.toUpdate();
        Condition condition = writeCondition.bind(context);
        context.requireAllUsed();

        Table table = Tables.require(call.database().version(), tableName);
        KeySchema schema = table.definition().keySchema();
        byte[] keyItem = draft.toKey(schema);
        update.requireNoKeyAttributes(schema);
        var guard = new Command.Guard(condition, options.itemOnFailure());
        var key = ItemKey.of(keyItem, schema.hasSortKey());
        WriteAnswer.of(options)
                .submit(
                        call,
                        new Command.Update(table, key, keyItem, update, guard),
                        body.length());
    }
}
