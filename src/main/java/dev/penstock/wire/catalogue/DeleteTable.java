package dev.penstock.wire.catalogue;

import dev.penstock.partition.Command;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.Texts;
import java.util.List;

/** DeleteTable: answers DELETING; the table is gone by the next request. */
public final class DeleteTable implements Operation {
    private static final List<JsonName> MEMBERS = List.of(Names.TABLE_NAME);

    @Override
    public String name() {
        return "DeleteTable";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String name = Texts.checkedTableName(call.body().string(Names.TABLE_NAME));
        var command = new Command.DeleteTable(name);
        TableAnswer.whenChanged(call, command);
    }
}
