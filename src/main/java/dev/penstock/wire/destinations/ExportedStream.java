package dev.penstock.wire.destinations;

import dev.penstock.feed.LoggedChange;
import dev.penstock.publish.export.OutgoingRecord;
import dev.penstock.stream.StreamPosition;
import dev.penstock.stream.StreamRecord;
import dev.penstock.table.StreamDefinition;
import dev.penstock.table.StreamViewType;
import dev.penstock.table.TableDefinition;
import dev.penstock.wire.json.JsonWriter;
import java.util.List;

/**
 * A table's changes as a stream would show them that shows everything, whether or not the table has
 * a stream: what is exported has the same event ids and sequence numbers as what a stream shows.
 */
final class ExportedStream {
    private static final int KEY_BYTES_FIRST = 128;

    private ExportedStream() {}

    static StreamDefinition of(TableDefinition table) {
        return new StreamDefinition(
                new StreamDefinition.Identity(table.name(), table.id(), 0),
                table.keySchema(),
                StreamViewType.NEW_AND_OLD_IMAGES,
                new StreamDefinition.Life(0, Long.MAX_VALUE, 0));
    }

    static StreamRecord record(LoggedChange change) {
        var at = change.position();
        return new StreamRecord(
                new StreamPosition(change.commitMicros(), at.sequence(), at.ordinal()),
                change.change());
    }

    /** The record to send: its key is the item's key as JSON. */
    static OutgoingRecord outgoing(
            String topic, StreamDefinition stream, StreamRecord record, byte[] value) {
        return new OutgoingRecord(
                topic,
                new JsonWriter(KEY_BYTES_FIRST).item(record.keys(stream)).toBytes(),
                value,
                List.of(
                        new OutgoingRecord.Header("event-id", record.eventId(stream)),
                        new OutgoingRecord.Header("table", stream.identity().tableName()),
                        new OutgoingRecord.Header(
                                "sequence-number", record.position().toNumber())));
    }
}
