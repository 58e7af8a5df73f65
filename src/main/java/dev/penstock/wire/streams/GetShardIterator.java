package dev.penstock.wire.streams;

import dev.penstock.error.RequestException;
import dev.penstock.stream.Shard;
import dev.penstock.stream.ShardIterator;
import dev.penstock.stream.StreamPosition;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GetShardIterator: where in a shard to begin reading. */
public final class GetShardIterator implements Operation {
    private static final JsonName TYPE = JsonName.of("ShardIteratorType");
    private static final List<JsonName> MEMBERS =
            List.of(
                    StreamNames.STREAM_ARN,
                    StreamNames.SHARD_ID,
                    TYPE,
                    StreamNames.SEQUENCE_NUMBER);

    private static final int NUMBER_MIN = 21;
    private static final int NUMBER_MAX = 40;

    @Override
    public String name() {
        return "GetShardIterator";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String arn = call.body().string(StreamNames.STREAM_ARN);
        String shardId = call.body().string(StreamNames.SHARD_ID);
        String type = call.body().string(TYPE);
        String number = call.body().string(StreamNames.SEQUENCE_NUMBER);
        var constraints = new ModelConstraints().notNull("streamArn", arn);
        StreamNames.constrainArn(constraints, "streamArn", arn);
        constraints.notNull("shardId", shardId);
        StreamNames.constrainShardId(constraints, "shardId", shardId);
        constraints
                .notNull("shardIteratorType", type)
                .oneOf("shardIteratorType", type, Enums.SHARD_ITERATOR_TYPE)
                .lengthAtLeast("sequenceNumber", number, NUMBER_MIN)
                .lengthAtMost("sequenceNumber", number, NUMBER_MAX)
                .check();
        if (shardId == null || type == null) {
            throw new IllegalStateException("the constraints have let it pass");
        }
        StreamPosition position = position(type, number);

        StreamDefinition stream = StreamNames.requireStream(call, arn);
        Shard shard = call.streams().shard(stream, shardId);
        if (shard == null) {
            throw StreamNames.notFound("Shard: " + shardId);
        }
        ShardIterator iterator = iterator(call, shard, type, position);
        JsonWriter out = call.answer();
        out.beginObject();
        out.name(StreamNames.SHARD_ITERATOR).string(IteratorText.write(call, iterator));
        out.endObject();
        call.send();
    }

    /** Null for the types that do without. */
    private static @Nullable StreamPosition position(String type, @Nullable String number) {
        boolean needsNumber = type.endsWith("_SEQUENCE_NUMBER");
        if (!needsNumber) {
            if (number != null) {
                throw RequestException.validation(
                        "SequenceNumber may not be specified for ShardIteratorType " + type);
            }
            return null;
        }
        if (number == null) {
            throw RequestException.validation(
                    "SequenceNumber must be specified for ShardIteratorType " + type);
        }
        StreamPosition position = StreamPosition.ofNumber(number);
        if (position == null) {
            throw invalidNumber(number);
        }
        return position;
    }

    private static ShardIterator iterator(
            Call call, Shard shard, String type, @Nullable StreamPosition position) {
        if (position == null) {
            return "LATEST".equals(type)
                    ? call.streams().latest(shard)
                    : call.streams().oldest(shard);
        }
        boolean isAfter = "AFTER_SEQUENCE_NUMBER".equals(type);
        ShardIterator iterator = call.streams().at(shard, position, isAfter);
        if (iterator == null) {
            throw invalidNumber(position.toNumber());
        }
        return iterator;
    }

    private static RequestException invalidNumber(String number) {
        return RequestException.validation("Invalid SequenceNumber: " + number);
    }
}
