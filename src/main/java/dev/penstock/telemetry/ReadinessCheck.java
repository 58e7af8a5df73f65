package dev.penstock.telemetry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** {@code /q/health/ready}: whether the node is ready for requests. */
@Readiness
@Singleton
final class ReadinessCheck implements HealthCheck {
    private final NodeState state;

    @Inject
    ReadinessCheck(NodeState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("penstock")
                .status(state.phase() == NodeState.Phase.READY)
                .withData("phase", state.phase().name())
                .build();
    }
}
