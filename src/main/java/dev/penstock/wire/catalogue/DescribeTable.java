package dev.penstock.wire.catalogue;

import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.Texts;
import java.util.List;

/** DescribeTable: item count and size are exact and current, not six hours old. */
public final class DescribeTable implements Operation {
    private static final List<JsonName> MEMBERS = List.of(Names.TABLE_NAME);

    @Override
    public String name() {
        return "DescribeTable";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String name = Texts.checkedTableName(call.body().string(Names.TABLE_NAME));
        TableAnswer.describe(call, TableAnswer.requireTable(call, name));
    }
}
