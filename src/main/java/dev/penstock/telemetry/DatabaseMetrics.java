package dev.penstock.telemetry;

import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseStatus;
import dev.penstock.publish.Subscriptions;
import dev.penstock.stream.Streams;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of the database: how full it is, how its snapshots go, and its streams. Read when scraped.
 */
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
        showIndexes(database);
        showExpiry(database);
        Gauge.builder("penstock.tables", database, shown -> shown.version().tableNames().size())
                .description("Tables of clients")
                .register(registry);
    }

    /** Shows these streams from now on; called once, when their database is open. */
    public void show(Streams streams) {
        Gauge.builder("penstock.streams", streams, shown -> shown.list().size())
                .description("Streams that can be read, those of tables that are gone too")
                .register(registry);
        Gauge.builder("penstock.stream.tail.bytes", streams, Streams::heldBytes)
                .description("Bytes of the newest records of streams, in memory")
                .register(registry);
        Gauge.builder("penstock.stream.log.reads", streams, Streams::logReads)
                .description("Pages of older records that were read from the log since the start")
                .register(registry);
    }

    /** Shows these subscriptions from now on; called once, when their database is open. */
    public void show(Subscriptions subscriptions) {
        Gauge.builder("penstock.subscribers", subscriptions, Subscriptions::subscribers)
                .description("Who is told of changes as they happen, now")
                .register(registry);
        Gauge.builder("penstock.subscription.changes", subscriptions, Subscriptions::sent)
                .description("Changes given to subscribers since the start, one for each of them")
                .register(registry);
        Gauge.builder("penstock.subscription.cut.offs", subscriptions, Subscriptions::cutOff)
                .description("Subscribers cut off since the start because they took nothing")
                .register(registry);
    }

    private void showIndexes(Database database) {
        gauge(
                database,
                "penstock.feed.bytes",
                "Bytes of changes that are kept until the indexes have them",
                DatabaseStatus::feedBytes);
        gauge(
                database,
                "penstock.index.lag.micros",
                "Age of the oldest write that an index lacks; 0: they have everything",
                status -> status.indexes().lagMicros());
        gauge(
                database,
                "penstock.index.lag.p99.micros",
                "How far behind the indexes were in 99 of 100 cases, in the last ten seconds",
                status -> status.indexes().lagP99Micros());
        gauge(
                database,
                "penstock.index.changes",
                "Changes of items that the indexes took over since the start",
                status -> status.indexes().changes());
        gauge(
                database,
                "penstock.index.catch.ups",
                "How often the indexes were too far behind and compared trees, since the start",
                status -> status.indexes().catchUps());
        gauge(
                database,
                "penstock.index.entries",
                "Entries of all indexes",
                status -> status.indexes().entries());
        gauge(
                database,
                "penstock.index.backfill.percent",
                "How far the index is that is being made, the least far of several; 100: none is",
                status -> status.indexes().backfills().percent());
        gauge(
                database,
                "penstock.index.bytes",
                "Memory that all indexes take, about",
                status -> status.indexes().liveBytes());
    }

    private void showExpiry(Database database) {
        gauge(
                database,
                "penstock.ttl.removed",
                "Items that were removed because their time to live had passed, since the start",
                status -> status.expiry().removed());
        gauge(
                database,
                "penstock.ttl.entries",
                "Items that have an expiry time",
                status -> status.expiry().entries());
        gauge(
                database,
                "penstock.ttl.bytes",
                "Memory that the order of expiry times takes, about",
                status -> status.expiry().liveBytes());
        gauge(
                database,
                "penstock.ttl.lag.micros",
                "How long the oldest item was overdue at the last look; 0: none was",
                status -> status.expiry().lagMicros());
        gauge(
                database,
                "penstock.ttl.paused",
                "1: the clock leapt ahead, and nothing expires for a while",
                status -> status.expiry().isPaused() ? 1 : 0);
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
