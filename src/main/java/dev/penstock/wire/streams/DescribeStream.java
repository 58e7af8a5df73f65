package dev.penstock.wire.streams;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.log.LogEnd;
import dev.penstock.stream.Shard;
import dev.penstock.stream.ShardRange;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DescribeStream: a stream and its shards, parents first, at most 100 at a time. */
public final class DescribeStream implements Operation {
    private static final JsonName START = JsonName.of("ExclusiveStartShardId");
    private static final JsonName FILTER = JsonName.of("ShardFilter");
    private static final JsonName TYPE = JsonName.of("Type");
    private static final JsonName DESCRIPTION = JsonName.of("StreamDescription");
    private static final JsonName STATUS = JsonName.of("StreamStatus");
    private static final JsonName CREATED = JsonName.of("CreationRequestDateTime");
    private static final JsonName KEY_SCHEMA = JsonName.of("KeySchema");
    private static final JsonName ATTRIBUTE_NAME = JsonName.of("AttributeName");
    private static final JsonName KEY_TYPE = JsonName.of("KeyType");
    private static final JsonName SHARDS = JsonName.of("Shards");
    private static final JsonName RANGE = JsonName.of("SequenceNumberRange");
    private static final JsonName FIRST_NUMBER = JsonName.of("StartingSequenceNumber");
    private static final JsonName LAST_NUMBER = JsonName.of("EndingSequenceNumber");
    private static final JsonName PARENT = JsonName.of("ParentShardId");
    private static final JsonName LAST = JsonName.of("LastEvaluatedShardId");
    private static final List<JsonName> MEMBERS =
            List.of(StreamNames.STREAM_ARN, Names.LIMIT, START, FILTER);

    @Limit(
            of = "shards in one answer of DescribeStream",
            unit = "shards",
            beyond = "`ValidationException` if more are asked for")
    private static final int LIMIT_MAX = 100;

    /** ShardFilter. */
    private record Filter(@Nullable String type, @Nullable String shardId) {}

    @Override
    public String name() {
        return "DescribeStream";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String arn = call.body().string(StreamNames.STREAM_ARN);
        Integer limit = call.body().integer(Names.LIMIT);
        String start = call.body().string(START);
        Filter filter = readFilter(call);
        var constraints = new ModelConstraints().notNull("streamArn", arn);
        StreamNames.constrainArn(constraints, "streamArn", arn);
        constraints.atLeast("limit", limit, 1).atMost("limit", limit, LIMIT_MAX);
        StreamNames.constrainShardId(constraints, "exclusiveStartShardId", start);
        if (filter != null) {
            constraints.oneOf("shardFilter.type", filter.type, Enums.SHARD_FILTER_TYPE);
            StreamNames.constrainShardId(constraints, "shardFilter.shardId", filter.shardId);
        }
        constraints.check();

        StreamDefinition stream = StreamNames.requireStream(call, arn);
        ShardRange range = call.streams().shards(stream);
        int most = limit == null ? LIMIT_MAX : limit;
        List<Shard> shards =
                filter == null
                        ? range.page(start == null ? null : requireShard(stream, start), most + 1)
                        : range.childrenOf(requireParent(stream, filter));
        write(call, stream, shards.subList(0, Math.min(most, shards.size())), shards.size() > most);
        call.send();
    }

    private static @Nullable Filter readFilter(Call call) {
        JsonReader value = call.body().find(FILTER);
        if (value == null || !value.beginStructure("ShardFilter")) {
            return null;
        }
        String type = null;
        String shardId = null;
        while (value.nextMember()) {
            if (value.nameIs(TYPE)) {
                type = value.readString();
            } else if (value.nameIs(StreamNames.SHARD_ID)) {
                shardId = value.readString();
            } else {
                value.skipValue();
            }
        }
        return new Filter(type, shardId);
    }

    private static Shard requireParent(StreamDefinition stream, Filter filter) {
        if (filter.type == null || filter.shardId == null) {
            throw RequestException.validation("ShardFilter must have both a Type and a ShardId");
        }
        return requireShard(stream, filter.shardId);
    }

    /** A shard that may be gone by now. */
    private static Shard requireShard(StreamDefinition stream, String id) {
        Shard shard = Shard.ofId(stream, id);
        if (shard == null) {
            throw StreamNames.notFound("Shard: " + id);
        }
        return shard;
    }

    private static void write(
            Call call, StreamDefinition stream, List<Shard> shards, boolean more) {
        LogEnd end = call.streams().end();
        JsonWriter out = call.answer();
        out.beginObject().name(DESCRIPTION).beginObject();
        out.name(StreamNames.STREAM_ARN).string(StreamNames.arn(call, stream));
        out.name(StreamNames.STREAM_LABEL).string(stream.identity().label());
        out.name(STATUS).string(stream.life().isEnabled() ? "ENABLED" : "DISABLED");
        out.name(StreamNames.STREAM_VIEW_TYPE).string(stream.viewType().name());
        out.name(CREATED).timestamp(stream.identity().labelMicros());
        out.name(Names.TABLE_NAME).string(stream.identity().tableName());
        writeKeySchema(out, stream);
        out.name(SHARDS).beginArray();
        for (Shard shard : shards) {
            write(out, shard, shard.isClosed(end));
        }
        out.endArray();
        if (more) {
            out.name(LAST).string(shards.getLast().id());
        }
        out.endObject().endObject();
    }

    private static void writeKeySchema(JsonWriter out, StreamDefinition stream) {
        out.name(KEY_SCHEMA).beginArray();
        writeKeyElement(out, stream.keySchema().partitionKey(), "HASH");
        KeyAttribute sortKey = stream.keySchema().sortKey();
        if (sortKey != null) {
            writeKeyElement(out, sortKey, "RANGE");
        }
        out.endArray();
    }

    private static void writeKeyElement(JsonWriter out, KeyAttribute attribute, String type) {
        out.beginObject();
        out.name(ATTRIBUTE_NAME).string(attribute.name());
        out.name(KEY_TYPE).string(type);
        out.endObject();
    }

    private static void write(JsonWriter out, Shard shard, boolean isClosed) {
        out.beginObject();
        out.name(StreamNames.SHARD_ID).string(shard.id());
        out.name(RANGE).beginObject();
        out.name(FIRST_NUMBER).string(shard.start().toNumber());
        if (isClosed) {
            out.name(LAST_NUMBER).string(shard.end().toNumber());
        }
        out.endObject();
        String parent = shard.parentId();
        if (parent != null) {
            out.name(PARENT).string(parent);
        }
        out.endObject();
    }
}
