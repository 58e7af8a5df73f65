package dev.penstock.publish.export;

import dev.penstock.partition.Database;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all exports of a node share.
 *
 * @param formats makes one for each export
 * @param bufferBytes of records on their way, all exports together; each may have one at least
 * @param nanoTime for waiting; never goes back
 */
public record ExportPorts(
        Database database,
        Sink.Factory sinks,
        Supplier<RecordFormat> formats,
        long bufferBytes,
        LongSupplier nanoTime) {}
