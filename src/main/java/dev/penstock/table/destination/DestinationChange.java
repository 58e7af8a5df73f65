package dev.penstock.table.destination;

/** What is asked of one destination of a table. */
public sealed interface DestinationChange {
    /**
     * Changes are exported from now on.
     *
     * @param canExport whether the node knows a broker
     */
    record Enable(StreamingDestination.Precision precision, boolean canExport)
            implements DestinationChange {}

    /** Changes are exported no longer. */
    record Disable() implements DestinationChange {}

    /** Records show times in another precision. */
    record Update(StreamingDestination.Precision precision) implements DestinationChange {}
}
