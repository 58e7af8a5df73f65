package dev.penstock.wire.streams;

import dev.penstock.common.Limit;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ListStreams: by table and age, those of tables that are gone too; at most 100 at a time. */
public final class ListStreams implements Operation {
    private static final JsonName START = JsonName.of("ExclusiveStartStreamArn");
    private static final JsonName LAST = JsonName.of("LastEvaluatedStreamArn");
    private static final JsonName STREAMS = JsonName.of("Streams");
    private static final List<JsonName> MEMBERS = List.of(Names.TABLE_NAME, Names.LIMIT, START);

    @Limit(
            of = "streams in one answer of ListStreams",
            unit = "streams",
            beyond = "`ValidationException` if more are asked for")
    private static final int LIMIT_MAX = 100;

    @Override
    public String name() {
        return "ListStreams";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String table = call.body().string(Names.TABLE_NAME);
        Integer limit = call.body().integer(Names.LIMIT);
        String start = call.body().string(START);
        String tableName = table == null ? null : Arns.tableName(table);
        var constraints = new ModelConstraints();
        Texts.constrainNewName(constraints, "tableName", tableName);
        constraints.atLeast("limit", limit, 1).atMost("limit", limit, LIMIT_MAX);
        StreamNames.constrainArn(constraints, "exclusiveStartStreamArn", start);
        constraints.check();
        var after = start == null ? null : StreamNames.requireName(start);

        var streams =
                call.streams().list().stream()
                        .filter(stream -> isOf(stream, tableName) && isBehind(stream, after))
                        .toList();
        int count = Math.min(streams.size(), limit == null ? LIMIT_MAX : limit);
        write(call, streams.subList(0, count), count < streams.size());
        call.send();
    }

    private static boolean isOf(StreamDefinition stream, @Nullable String tableName) {
        return tableName == null || tableName.equals(stream.identity().tableName());
    }

    /** The stream to start behind need not exist any more. */
    private static boolean isBehind(StreamDefinition stream, Arns.@Nullable StreamName start) {
        if (start == null) {
            return true;
        }
        var identity = stream.identity();
        int order = identity.tableName().compareTo(start.tableName());
        return order > 0 || (order == 0 && identity.label().compareTo(start.label()) > 0);
    }

    private static void write(Call call, List<StreamDefinition> streams, boolean more) {
        JsonWriter out = call.answer();
        out.beginObject().name(STREAMS).beginArray();
        for (StreamDefinition stream : streams) {
            out.beginObject();
            out.name(StreamNames.STREAM_ARN).string(StreamNames.arn(call, stream));
            out.name(Names.TABLE_NAME).string(stream.identity().tableName());
            out.name(StreamNames.STREAM_LABEL).string(stream.identity().label());
            out.endObject();
        }
        out.endArray();
        if (more) {
            out.name(LAST).string(StreamNames.arn(call, streams.getLast()));
        }
        out.endObject();
    }
}
