package dev.penstock.telemetry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** {@code /q/health/live}: whether the node is alive, whatever it is busy with. */
@Liveness
@Singleton
final class LivenessCheck implements HealthCheck {
    private final NodeState state;

    @Inject
    LivenessCheck(NodeState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("penstock")
                .status(true)
                .withData("phase", state.phase().name())
                .build();
    }
}
