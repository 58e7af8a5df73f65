package dev.penstock.wire.destinations;

import dev.penstock.feed.LoggedChange;
import dev.penstock.publish.export.OutgoingRecord;
import dev.penstock.publish.export.RecordFormat;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.destination.StreamingDestination.Precision;
import dev.penstock.wire.changes.DebeziumChange;

/** A change in Debezium's envelope, which has both precisions. */
public final class DebeziumRecord implements RecordFormat {
    private final DebeziumChange envelope;
    private final ExportedStream exported = new ExportedStream();

    public DebeziumRecord(String region) {
        envelope = new DebeziumChange(region);
    }

    @Override
    public OutgoingRecord encode(
            TableDefinition table, Precision precision, String topic, LoggedChange change) {
        var event = exported.event(table, change);
        return event.outgoing(topic, envelope.encode(event.stream(), event.record()));
    }
}
