package dev.penstock.wire.streams;

import dev.penstock.error.RequestException;
import dev.penstock.stream.ShardIterator;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;

/** A shard iterator as clients hold it: the stream's ARN, a format, and what is signed. */
final class IteratorText {
    static final int LENGTH_MAX = 2_048;

    private static final String FORMAT = "|1|";

    private IteratorText() {}

    static String write(Call call, ShardIterator iterator) {
        return StreamNames.arn(call, iterator.shard().stream())
                + FORMAT
                + call.streams().text(iterator);
    }

    /**
     * The iterator of a text.
     *
     * @throws RequestException if it is none, has expired, or its stream is gone
     */
    static ShardIterator read(Call call, String text) {
        int at = text.lastIndexOf(FORMAT);
        if (at < 0 || Arns.streamName(text.substring(0, at)) == null) {
            throw invalid();
        }
        StreamDefinition stream = StreamNames.requireStream(call, text.substring(0, at));
        var iterator = call.streams().ofText(stream, text.substring(at + FORMAT.length()));
        if (iterator == null) {
            throw invalid();
        }
        return iterator;
    }

    private static RequestException invalid() {
        return RequestException.validation("Invalid ShardIterator");
    }
}
