package dev.penstock.table.destination;

/**
 * A place outside that a table's changes are exported to (DynamoDB: KinesisDataStreamDestination).
 *
 * @param streamArn names it; a table has at most one that is active for each
 * @param sinceMicros commit time of its beginning: with the ARN and the table, no other has it
 * @param endMicros commit time of its end; 0 while it is active
 */
public record StreamingDestination(
        String streamArn, Precision precision, State state, long sinceMicros, long endMicros) {
    /** Of the time in records (DynamoDB: ApproximateCreationDateTimePrecision). */
    public enum Precision {
        MILLISECOND,
        MICROSECOND
    }

    /** What the catalogue says of it; how far the export is, it does not say. */
    public enum State {
        /** Changes are exported. */
        ACTIVE,
        /** Changes were exported up to its end. */
        DISABLED,
        /** Nothing ever was: the node knew no broker. */
        ENABLE_FAILED
    }

    public boolean isActive() {
        return state == State.ACTIVE;
    }

    /** The same destination, active until now. */
    public StreamingDestination disabledAt(long micros) {
        return new StreamingDestination(streamArn, precision, State.DISABLED, sinceMicros, micros);
    }

    /** The same destination with another precision. */
    public StreamingDestination with(Precision changed) {
        return new StreamingDestination(streamArn, changed, state, sinceMicros, endMicros);
    }
}
