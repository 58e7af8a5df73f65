package dev.penstock.wire.changes;

import dev.penstock.publish.ChangeEncoder;
import dev.penstock.stream.StreamRecord;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A change in Debezium's envelope, without a schema (its {@code schemas.enable=false}), items as
 * plain JSON: see {@link PlainItem}.
 *
 * <pre>
 * {"before": item or null, "after": item or null, "source": {...}, "op": "c" | "u" | "d", "ts_ms": n}
 * </pre>
 *
 * What the stream does not show of an item that is there is its key alone. {@code ts_ms} is the
 * commit's time, in the envelope too: the same change has the same bytes whenever it is read.
 */
public final class DebeziumChange implements ChangeEncoder {
    private static final int BYTES_FIRST = 4 << 10;
    private static final long MICROS_PER_MILLI = 1_000;

    private static final JsonName BEFORE = JsonName.of("before");
    private static final JsonName AFTER = JsonName.of("after");
    private static final JsonName SOURCE = JsonName.of("source");
    private static final JsonName OP = JsonName.of("op");
    private static final JsonName TS_MS = JsonName.of("ts_ms");
    private static final JsonName TS_US = JsonName.of("ts_us");
    private static final JsonName VERSION = JsonName.of("version");
    private static final JsonName CONNECTOR = JsonName.of("connector");
    private static final JsonName NAME = JsonName.of("name");
    private static final JsonName SNAPSHOT = JsonName.of("snapshot");
    private static final JsonName SEQUENCE = JsonName.of("sequence");
    private static final JsonName DB = JsonName.of("db");
    private static final JsonName TABLE = JsonName.of("table");
    private static final JsonName EXPIRED = JsonName.of("expired");

    private final String region;
    private final JsonWriter out = new JsonWriter(BYTES_FIRST);
    private final PlainItem items = new PlainItem(out);

    public DebeziumChange(String region) {
        this.region = region;
    }

    @Override
    public byte[] encode(StreamDefinition stream, StreamRecord record) {
        out.reset();
        out.beginObject();
        out.name(BEFORE);
        write(before(stream, record));
        out.name(AFTER);
        write(after(stream, record));
        out.name(SOURCE);
        writeSource(stream, record);
        out.name(OP).string(operation(record));
        out.name(TS_MS).number(record.position().micros() / MICROS_PER_MILLI);
        out.endObject();
        return out.toBytes();
    }

    private static byte @Nullable [] before(StreamDefinition stream, StreamRecord record) {
        byte[] shown = record.oldImage(stream);
        return switch (record.event()) {
            case INSERT -> null;
            case MODIFY -> shown;
            case REMOVE -> shown != null ? shown : record.keys(stream);
        };
    }

    private static byte @Nullable [] after(StreamDefinition stream, StreamRecord record) {
        byte[] shown = record.newImage(stream);
        return switch (record.event()) {
            case INSERT, MODIFY -> shown != null ? shown : record.keys(stream);
            case REMOVE -> null;
        };
    }

    private void write(byte @Nullable [] item) {
        if (item == null) {
            out.nullValue();
        } else {
            items.write(item);
        }
    }

    private void writeSource(StreamDefinition stream, StreamRecord record) {
        long micros = record.position().micros();
        out.beginObject();
        out.name(VERSION).string("1");
        out.name(CONNECTOR).string("penstock");
        out.name(NAME).string(region);
        out.name(TS_MS).number(micros / MICROS_PER_MILLI);
        out.name(TS_US).number(micros);
        out.name(SNAPSHOT).string("false");
        out.name(DB).string(region);
        out.name(TABLE).string(stream.identity().tableName());
        out.name(SEQUENCE).string(record.position().toNumber());
        if (record.isExpiry()) {
            out.name(EXPIRED).bool(true);
        }
        out.endObject();
    }

    private static String operation(StreamRecord record) {
        return switch (record.event()) {
            case INSERT -> "c";
            case MODIFY -> "u";
            case REMOVE -> "d";
        };
    }
}
