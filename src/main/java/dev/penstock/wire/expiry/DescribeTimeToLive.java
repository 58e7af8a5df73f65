package dev.penstock.wire.expiry;

import dev.penstock.partition.Table;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.Texts;
import java.util.List;

/**
 * DescribeTimeToLive: ENABLED with its attribute, or DISABLED. A change is in force at once, so
 * there is no ENABLING and no DISABLING.
 */
public final class DescribeTimeToLive implements Operation {
    private static final List<JsonName> MEMBERS = List.of(Names.TABLE_NAME);
    private static final JsonName DESCRIPTION = JsonName.of("TimeToLiveDescription");
    private static final JsonName STATUS = JsonName.of("TimeToLiveStatus");

    @Override
    public String name() {
        return "DescribeTimeToLive";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String name = Texts.checkedTableName(call.body().string(Names.TABLE_NAME));
        Table table = call.database().version().table(name);
        if (table == null) {
            throw Texts.noTable(name);
        }
        String attribute = table.definition().settings().expiryAttribute();
        JsonWriter out = call.answer();
        out.beginObject().name(DESCRIPTION).beginObject();
        if (attribute != null) {
            out.name(UpdateTimeToLive.ATTRIBUTE_NAME).string(attribute);
        }
        out.name(STATUS).string(attribute == null ? "DISABLED" : "ENABLED");
        out.endObject().endObject();
        call.send();
    }
}
