package dev.penstock.telemetry;

import dev.penstock.publish.export.Exports;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * {@code /q/health/well}: whether Kafka takes what is exported. A node whose broker is away is
 * ready for requests all the same.
 */
@Wellness
@Singleton
public final class ExportCheck implements HealthCheck {
    private static final long MICROS_PER_MILLI = 1_000;

    /** Written by the thread that starts the node, read by any. */
    private volatile Exports shown = Exports.NONE;

    /** Shows these exports from now on; called once, when the database is open. */
    public void show(Exports exports) {
        shown = exports;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("kafka");
        Exports exports = shown;
        if (!exports.isOn()) {
            return response.status(true).build();
        }
        var totals = exports.totals();
        return response.withData("exports", totals.running())
                .withData("troubled", totals.troubled())
                .withData("lag-millis", totals.lagMicros() / MICROS_PER_MILLI)
                .withData("gaps", totals.gaps())
                .status(totals.troubled() == 0)
                .build();
    }
}
