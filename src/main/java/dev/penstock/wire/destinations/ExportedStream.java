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
 * Belongs to one thread.
 */
final class ExportedStream {
    private static final int KEY_BYTES_FIRST = 128;

    private final JsonWriter keys = new JsonWriter(KEY_BYTES_FIRST);

    /**
     * One change of the stream, and what more than one part of its record says.
     *
     * @param id the event's
     * @param key the item's key as JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes are shared by design, and compared by no one.
    record Event(StreamDefinition stream, StreamRecord record, String id, byte[] key) {
        /** The record to send: its key is the item's key as JSON. */
        OutgoingRecord outgoing(String topic, byte[] value) {
            return new OutgoingRecord(
                    topic,
                    key,
                    value,
                    List.of(
                            new OutgoingRecord.Header("event-id", id),
                            new OutgoingRecord.Header("table", stream.identity().tableName()),
                            new OutgoingRecord.Header(
                                    "sequence-number", record.position().toNumber())));
        }
    }

    Event event(TableDefinition table, LoggedChange change) {
        var stream = of(table);
        var at = change.position();
        var record =
                new StreamRecord(
                        new StreamPosition(change.commitMicros(), at.sequence(), at.ordinal()),
                        change.change());
        keys.reset();
        byte[] key = keys.item(record.keys(stream)).toBytes();
        return new Event(stream, record, record.eventId(stream), key);
    }

    private static StreamDefinition of(TableDefinition table) {
        return new StreamDefinition(
                new StreamDefinition.Identity(table.name(), table.id(), 0),
                table.keySchema(),
                StreamViewType.NEW_AND_OLD_IMAGES,
                new StreamDefinition.Life(0, Long.MAX_VALUE, 0));
    }
}
