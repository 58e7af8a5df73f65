package dev.penstock.telemetry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** {@code /q/health/started}: whether the node is done with recovery. */
@Startup
@Singleton
final class StartupCheck implements HealthCheck {
    private final NodeState state;

    @Inject
    StartupCheck(NodeState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("penstock")
                .status(state.phase() != NodeState.Phase.RECOVERING)
                .withData("phase", state.phase().name())
                .build();
    }
}
