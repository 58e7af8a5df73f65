package dev.penstock.wire.streams;

import dev.penstock.stream.StreamRecord;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Names;

/** Writes the records of one stream. */
public final class RecordAnswer {
    private static final JsonName EVENT_ID = JsonName.of("eventID");
    private static final JsonName EVENT_NAME = JsonName.of("eventName");
    private static final JsonName EVENT_VERSION = JsonName.of("eventVersion");
    private static final JsonName EVENT_SOURCE = JsonName.of("eventSource");
    private static final JsonName REGION = JsonName.of("awsRegion");
    private static final JsonName DYNAMODB = JsonName.of("dynamodb");
    private static final JsonName CREATED = JsonName.of("ApproximateCreationDateTime");
    private static final JsonName NEW_IMAGE = JsonName.of("NewImage");
    private static final JsonName OLD_IMAGE = JsonName.of("OldImage");
    private static final JsonName SIZE_BYTES = JsonName.of("SizeBytes");
    private static final JsonName USER_IDENTITY = JsonName.of("userIdentity");
    private static final JsonName PRINCIPAL = JsonName.of("PrincipalId");
    private static final JsonName TYPE = JsonName.of("Type");

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final String region;
    private final StreamDefinition stream;

    public RecordAnswer(String region, StreamDefinition stream) {
        this.region = region;
        this.stream = stream;
    }

    public void write(JsonWriter out, StreamRecord record) {
        String number = record.position().toNumber();
        out.beginObject();
        out.name(EVENT_ID).string(record.eventId(stream));
        out.name(EVENT_NAME).string(record.event().name());
        out.name(EVENT_VERSION).string("1.1");
        out.name(EVENT_SOURCE).string("aws:dynamodb");
        out.name(REGION).string(region);
        out.name(DYNAMODB).beginObject();
        out.name(CREATED).number(record.position().micros() / MICROS_PER_SECOND);
        out.name(Names.KEYS).item(record.keys(stream));
        byte[] newImage = record.newImage(stream);
        if (newImage != null) {
            out.name(NEW_IMAGE).item(newImage);
        }
        byte[] oldImage = record.oldImage(stream);
        if (oldImage != null) {
            out.name(OLD_IMAGE).item(oldImage);
        }
        out.name(StreamNames.SEQUENCE_NUMBER).string(number);
        out.name(SIZE_BYTES).number(record.sizeBytes(stream));
        out.name(StreamNames.STREAM_VIEW_TYPE).string(stream.viewType().name());
        out.endObject();
        if (record.isExpiry()) {
            out.name(USER_IDENTITY).beginObject();
            out.name(PRINCIPAL).string("dynamodb.amazonaws.com");
            out.name(TYPE).string("Service");
            out.endObject();
        }
        out.endObject();
    }
}
