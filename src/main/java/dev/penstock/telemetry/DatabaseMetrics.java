package dev.penstock.telemetry;

import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Gauges of the database: how full it is, and how its snapshots go. Read when scraped. */
@Singleton
public final class DatabaseMetrics {
    private final MeterRegistry registry;

    @Inject
    DatabaseMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows this database from now on; called once, when it is open. */
    public void show(Database database) {
        gauge(
                database,
                "penstock.live.bytes",
                "Memory that items and their nodes take, about",
                DatabaseStatus::liveBytes);
        gauge(
                database,
                "penstock.inbox.commands",
                "Writes accepted and not yet answered",
                DatabaseStatus::inboxCommands);
        gauge(
                database,
                "penstock.inbox.bytes",
                "Bytes of writes accepted and not yet answered",
                DatabaseStatus::inboxBytes);
        gauge(
                database,
                "penstock.snapshot.sequence",
                "The commit that the newest snapshot ends with",
                status -> status.snapshots().sequence());
        gauge(
                database,
                "penstock.snapshot.failures",
                "Snapshots that failed since the last one that succeeded",
                status -> status.snapshots().failures());
        Gauge.builder("penstock.tables", database, shown -> shown.version().tableNames().size())
                .description("Tables of clients")
                .register(registry);
    }

    private void gauge(
            Database database,
            String name,
            String description,
            ToDoubleFunction<DatabaseStatus> value) {
        Gauge.builder(name, database, shown -> value.applyAsDouble(shown.status()))
                .description(description)
                .register(registry);
    }
}
