package dev.penstock.wire.destinations;

import dev.penstock.feed.LoggedChange;
import dev.penstock.publish.export.OutgoingRecord;
import dev.penstock.publish.export.RecordFormat;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.destination.StreamingDestination.Precision;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Names;
import org.jspecify.annotations.Nullable;

/**
 * A change as DynamoDB writes it to a Kinesis data stream. The key is the item's key as JSON; the
 * headers name the event, the table and the place among all changes.
 */
public final class KinesisRecord implements RecordFormat {
    private static final JsonName REGION = JsonName.of("awsRegion");
    private static final JsonName EVENT_ID = JsonName.of("eventID");
    private static final JsonName EVENT_NAME = JsonName.of("eventName");
    private static final JsonName USER_IDENTITY = JsonName.of("userIdentity");
    private static final JsonName TYPE = JsonName.of("type");
    private static final JsonName PRINCIPAL = JsonName.of("principalId");
    private static final JsonName FORMAT = JsonName.of("recordFormat");
    private static final JsonName TABLE_NAME = JsonName.of("tableName");
    private static final JsonName DYNAMODB = JsonName.of("dynamodb");
    private static final JsonName CREATED = JsonName.of("ApproximateCreationDateTime");
    private static final JsonName NEW_IMAGE = JsonName.of("NewImage");
    private static final JsonName OLD_IMAGE = JsonName.of("OldImage");
    private static final JsonName SIZE_BYTES = JsonName.of("SizeBytes");
    private static final JsonName EVENT_SOURCE = JsonName.of("eventSource");

    private static final int BYTES_FIRST = 4 << 10;
    private static final long MICROS_PER_MILLI = 1_000;

    private final String region;
    private final ExportedStream exported = new ExportedStream();
    private final JsonWriter out = new JsonWriter(BYTES_FIRST);

    public KinesisRecord(String region) {
        this.region = region;
    }

    @Override
    public OutgoingRecord encode(
            TableDefinition table, Precision precision, String topic, LoggedChange change) {
        var event = exported.event(table, change);
        write(event, precision);
        return event.outgoing(topic, out.toBytes());
    }

    private void write(ExportedStream.Event event, Precision precision) {
        var stream = event.stream();
        var record = event.record();
        out.reset();
        out.beginObject();
        out.name(REGION).string(region);
        out.name(EVENT_ID).string(event.id());
        out.name(EVENT_NAME).string(record.event().name());
        writeIdentity(out.name(USER_IDENTITY), record.isExpiry());
        out.name(FORMAT).string("application/json");
        out.name(TABLE_NAME).string(stream.identity().tableName());
        out.name(DYNAMODB).beginObject();
        long micros = record.position().micros();
        out.name(CREATED)
                .number(precision == Precision.MICROSECOND ? micros : micros / MICROS_PER_MILLI);
        out.name(DestinationRequest.PRECISION).string(precision.name());
        out.name(Names.KEYS).raw(event.key());
        writeImage(out, NEW_IMAGE, record.newImage(stream));
        writeImage(out, OLD_IMAGE, record.oldImage(stream));
        out.name(SIZE_BYTES).number(record.sizeBytes(stream));
        out.endObject();
        out.name(EVENT_SOURCE).string("aws:dynamodb");
        out.endObject();
    }

    private static void writeImage(JsonWriter out, JsonName name, byte @Nullable [] image) {
        if (image != null) {
            out.name(name).item(image);
        }
    }

    private static void writeIdentity(JsonWriter out, boolean isExpiry) {
        if (!isExpiry) {
            out.nullValue();
            return;
        }
        out.beginObject();
        out.name(TYPE).string("Service");
        out.name(PRINCIPAL).string("dynamodb.amazonaws.com");
        out.endObject();
    }
}
