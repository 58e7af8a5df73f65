package dev.penstock.wire.streams;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import org.jspecify.annotations.Nullable;

/** Names and checks that operations on streams share. */
final class StreamNames {
    static final JsonName STREAM_ARN = JsonName.of("StreamArn");
    static final JsonName STREAM_LABEL = JsonName.of("StreamLabel");
    static final JsonName STREAM_VIEW_TYPE = JsonName.of("StreamViewType");
    static final JsonName SHARD_ID = JsonName.of("ShardId");
    static final JsonName SEQUENCE_NUMBER = JsonName.of("SequenceNumber");
    static final JsonName SHARD_ITERATOR = JsonName.of("ShardIterator");

    private static final int ARN_MIN = 37;
    private static final int ARN_MAX = 1_024;
    private static final int SHARD_ID_MIN = 28;
    private static final int SHARD_ID_MAX = 65;

    private StreamNames() {}

    static void constrainArn(ModelConstraints constraints, String path, @Nullable String arn) {
        constraints.lengthAtLeast(path, arn, ARN_MIN).lengthAtMost(path, arn, ARN_MAX);
    }

    static void constrainShardId(ModelConstraints constraints, String path, @Nullable String id) {
        constraints.lengthAtLeast(path, id, SHARD_ID_MIN).lengthAtMost(path, id, SHARD_ID_MAX);
    }

    /** What a stream's ARN names, whether there is such a stream or not. */
    static Arns.StreamName requireName(@Nullable String arn) {
        var name = arn == null ? null : Arns.streamName(arn);
        if (name == null) {
            throw RequestException.validation("Invalid StreamArn");
        }
        return name;
    }

    static StreamDefinition requireStream(Call call, @Nullable String arn) {
        var name = requireName(arn);
        StreamDefinition stream = call.streams().find(name.tableName(), name.label());
        if (stream == null) {
            throw notFound("Stream: " + arn);
        }
        return stream;
    }

    static RequestException notFound(String what) {
        return new RequestException(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found: " + what + " not found");
    }

    static String arn(Call call, StreamDefinition stream) {
        var identity = stream.identity();
        return call.arns().ofStream(identity.tableName(), identity.label());
    }
}
