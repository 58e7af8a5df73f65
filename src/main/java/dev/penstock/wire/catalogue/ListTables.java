package dev.penstock.wire.catalogue;

import dev.penstock.common.Limit;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.Texts;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ListTables: by name, at most 100 at a time. The name to start behind need not exist. */
public final class ListTables implements Operation {
    private static final JsonName START = JsonName.of("ExclusiveStartTableName");
    private static final JsonName LAST = JsonName.of("LastEvaluatedTableName");
    private static final JsonName TABLE_NAMES = JsonName.of("TableNames");
    private static final List<JsonName> MEMBERS = List.of(START, Names.LIMIT);

    @Limit(
            of = "names in one answer of ListTables",
            unit = "names",
            beyond = "`ValidationException` if more are asked for")
    private static final int LIMIT_MAX = 100;

    @Override
    public String name() {
        return "ListTables";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String start = call.body().string(START);
        Integer limit = call.body().integer(Names.LIMIT);
        var constraints = new ModelConstraints();
        Texts.constrainNewName(constraints, "exclusiveStartTableName", start);
        constraints.atLeast("limit", limit, 1).atMost("limit", limit, LIMIT_MAX).check();

        List<String> names = call.database().version().tableNames();
        int from = start == null ? 0 : indexBehind(names, start);
        int to = Math.min(names.size(), from + (limit == null ? LIMIT_MAX : limit));
        write(call.answer(), names.subList(from, to), to < names.size() ? names.get(to - 1) : null);
        call.send();
    }

    private static int indexBehind(List<String> names, String start) {
        int index = Collections.binarySearch(names, start);
        return index >= 0 ? index + 1 : -index - 1;
    }

    private static void write(JsonWriter out, List<String> names, @Nullable String last) {
        out.beginObject().name(TABLE_NAMES).beginArray();
        for (String name : names) {
            out.string(name);
        }
        out.endArray();
        if (last != null) {
            out.name(LAST).string(last);
        }
        out.endObject();
    }
}
