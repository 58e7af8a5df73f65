package dev.penstock.partition.system;

import dev.penstock.common.Limit;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.destination.StreamingDestination;
import org.jspecify.annotations.Nullable;

/**
 * A destination and how far the export to it is, as of one version.
 *
 * @param progress null: nothing was saved yet
 */
public record Exported(
        TableDefinition table,
        StreamingDestination destination,
        ExportRow.@Nullable Progress progress) {
    @Limit(
            of = "time that a disabled destination is still delivered to",
            unit = "microseconds",
            beyond = "what is left is not delivered")
    public static final long DRAIN_MICROS_MAX = 60_000_000;

    /** Whether what was committed before it was disabled is still being delivered. */
    public boolean isDraining(long micros) {
        return isDraining(destination, progress, micros);
    }

    public static boolean isDraining(
            StreamingDestination destination, ExportRow.@Nullable Progress progress, long micros) {
        return destination.state() == StreamingDestination.State.DISABLED
                && micros - destination.endMicros() < DRAIN_MICROS_MAX
                && (progress == null || !progress.isDrained());
    }

    /** Whether two are one destination, perhaps as of different times. */
    public static boolean isSame(StreamingDestination one, StreamingDestination other) {
        return one.sinceMicros() == other.sinceMicros()
                && one.streamArn().equals(other.streamArn());
    }
}
