package dev.penstock.wire.streams;

import dev.penstock.stream.RecordPage;
import dev.penstock.stream.Shard;
import dev.penstock.stream.ShardIterator;
import dev.penstock.stream.StreamPosition;
import dev.penstock.stream.StreamRecord;
import dev.penstock.stream.Streams;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import java.util.List;

/**
 * GetRecords: at most 1,000 records and 1 MiB of one shard. Newest records are answered at once;
 * for older ones a worker reads the log, a bounded part of it.
 */
public final class GetRecords implements Operation {
    private static final JsonName RECORDS = JsonName.of("Records");
    private static final JsonName NEXT = JsonName.of("NextShardIterator");
    private static final List<JsonName> MEMBERS = List.of(StreamNames.SHARD_ITERATOR, Names.LIMIT);

    @Override
    public String name() {
        return "GetRecords";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        String text = call.body().string(StreamNames.SHARD_ITERATOR);
        Integer limit = call.body().integer(Names.LIMIT);
        new ModelConstraints()
                .notNull("shardIterator", text)
                .lengthAtLeast("shardIterator", text, 1)
                .lengthAtMost("shardIterator", text, IteratorText.LENGTH_MAX)
                .atLeast("limit", limit, 1)
                .atMost("limit", limit, RecordPage.RECORDS_MAX)
                .check();
        ShardIterator iterator = IteratorText.read(call, text == null ? "" : text);
        int most = limit == null ? RecordPage.RECORDS_MAX : limit;
        Shard shard = iterator.shard();
        Streams streams = call.streams();
        RecordPage page = streams.readRecent(shard, iterator.position(), most);
        if (page != null) {
            answer(call, shard, page);
        } else {
            streams.execute(() -> readPast(call, streams, iterator, most));
        }
    }

    /** On a worker. */
    private static void readPast(Call call, Streams streams, ShardIterator iterator, int most) {
        Shard shard = iterator.shard();
        try {
            RecordPage page = streams.readPast(shard, iterator.position(), most);
            call.resume(() -> answer(call, shard, page));
        } catch (RuntimeException problem) {
            call.resume(() -> call.fail(problem));
        }
    }

    private static void answer(Call call, Shard shard, RecordPage page) {
        JsonWriter out = call.answer();
        out.beginObject().name(RECORDS).beginArray();
        var answer = new RecordAnswer(call.arns().region(), shard.stream());
        for (StreamRecord record : page.records()) {
            answer.write(out, record);
        }
        out.endArray();
        StreamPosition next = page.next();
        if (next != null) {
            ShardIterator iterator = call.streams().iterator(shard, next);
            out.name(NEXT).string(IteratorText.write(call, iterator));
        }
        out.endObject();
        call.send();
    }
}
