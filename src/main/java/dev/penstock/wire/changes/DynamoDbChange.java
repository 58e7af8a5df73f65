package dev.penstock.wire.changes;

import dev.penstock.publish.ChangeEncoder;
import dev.penstock.stream.StreamRecord;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.streams.RecordAnswer;

/** A change as GetRecords shows it. */
public final class DynamoDbChange implements ChangeEncoder {
    private static final int BYTES_FIRST = 4 << 10;

    private final String region;
    private final JsonWriter out = new JsonWriter(BYTES_FIRST);

    public DynamoDbChange(String region) {
        this.region = region;
    }

    @Override
    public byte[] encode(StreamDefinition stream, StreamRecord record) {
        out.reset();
        new RecordAnswer(region, stream).write(out, record);
        return out.toBytes();
    }
}
