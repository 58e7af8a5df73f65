package dev.penstock.telemetry;

import dev.penstock.publish.export.Exports;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Numbers of the exports to Kafka; of a node without brokers there are none. Read when scraped. */
@Singleton
public final class ExportMetrics {
    private final MeterRegistry registry;

    @Inject
    ExportMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows these exports from now on; called once, when the database is open. */
    public void show(Exports exports) {
        if (!exports.isOn()) {
            return;
        }
        gauge(
                exports,
                "penstock.exports",
                "Exports to Kafka that are under way",
                Exports.Totals::running);
        gauge(
                exports,
                "penstock.exports.troubled",
                "Exports that cannot deliver now",
                Exports.Totals::troubled);
        gauge(
                exports,
                "penstock.export.lag.micros",
                "Age of the oldest change that an export knows and has not delivered",
                Exports.Totals::lagMicros);
        counter(
                exports,
                "penstock.export.records",
                "Records delivered to Kafka, those that were sent again counted again",
                Exports.Totals::delivered);
        counter(
                exports,
                "penstock.export.refusals",
                "How often an export began anew behind what was delivered",
                Exports.Totals::refusals);
        counter(
                exports,
                "penstock.export.gaps",
                "How often changes were gone from the log before they were delivered",
                Exports.Totals::gaps);
    }

    private void gauge(
            Exports exports,
            String name,
            String description,
            ToDoubleFunction<Exports.Totals> value) {
        Gauge.builder(name, exports, shown -> value.applyAsDouble(shown.totals()))
                .description(description)
                .register(registry);
    }

    private void counter(
            Exports exports,
            String name,
            String description,
            ToDoubleFunction<Exports.Totals> value) {
        FunctionCounter.builder(name, exports, shown -> value.applyAsDouble(shown.totals()))
                .description(description)
                .register(registry);
    }
}
