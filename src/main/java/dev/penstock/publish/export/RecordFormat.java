package dev.penstock.publish.export;

import dev.penstock.feed.LoggedChange;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.destination.StreamingDestination;

/** Makes records of changes. Belongs to one thread. */
@FunctionalInterface
public interface RecordFormat {
    /** The record of one change of a table, for a topic. */
    OutgoingRecord encode(
            TableDefinition table,
            StreamingDestination.Precision precision,
            String topic,
            LoggedChange change);
}
