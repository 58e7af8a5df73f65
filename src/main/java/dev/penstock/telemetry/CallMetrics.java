package dev.penstock.telemetry;

import dev.penstock.wire.CallObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code penstock_requests_seconds}: count and time of answered requests, by operation and outcome.
 * Called on every event loop; a known operation costs one look-up.
 */
@Singleton
public final class CallMetrics implements CallObserver {
    private record Timers(Timer success, Timer callerError, Timer serverError) {
        Timer of(int status) {
            if (status < 400) {
                return success;
            }
            return status < 500 ? callerError : serverError;
        }
    }

    private final MeterRegistry registry;
    private final ConcurrentMap<String, Timers> byOperation = new ConcurrentHashMap<>();

    @Inject
    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void answered(String operation, int status, long latencyNanos) {
        Timers timers = byOperation.get(operation);
        if (timers == null) {
            timers = byOperation.computeIfAbsent(operation, this::register);
        }
        timers.of(status).record(latencyNanos, TimeUnit.NANOSECONDS);
    }

    private Timers register(String operation) {
        return new Timers(
                register(operation, "success"),
                register(operation, "caller_error"),
                register(operation, "server_error"));
    }

    private Timer register(String operation, String outcome) {
        return Timer.builder("penstock.requests")
                .description("Answered requests, from the first byte seen to the answer")
                .tag("operation", operation.isEmpty() ? "none" : operation)
                .tag("outcome", outcome)
                .register(registry);
    }
}
