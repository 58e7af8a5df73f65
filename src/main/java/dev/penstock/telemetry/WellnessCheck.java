package dev.penstock.telemetry;

import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseStatus;
import dev.penstock.partition.DiskLevel;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;

/**
 * {@code /q/health/well}: whether all goes as it should. A node that is not well still serves what
 * it can: this is for alerts, not for probes.
 */
@Wellness
@Singleton
public final class WellnessCheck implements HealthCheck {
    /** Null until it is open. Written by the thread that starts the node, read by any. */
    private volatile @Nullable Database shown;

    /** Shows this database from now on; called once, when it is open. */
    public void show(Database database) {
        shown = database;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("database");
        Database database = shown;
        if (database == null) {
            return response.status(true).build();
        }
        DatabaseStatus status = database.status();
        var snapshots = status.snapshots();
        if (snapshots.problem() != null) {
            response.withData("snapshot-problem", snapshots.problem());
        }
        if (!status.problems().isEmpty()) {
            response.withData("upkeep-problem", String.join("; ", status.problems()));
        }
        return response.withData("disk", status.disk().name())
                .withData("snapshot-sequence", snapshots.sequence())
                .withData("snapshot-failures", snapshots.failures())
                .status(isWell(status))
                .build();
    }

    private static boolean isWell(DatabaseStatus status) {
        return status.disk() == DiskLevel.PLENTY
                && status.snapshots().failures() == 0
                && status.problems().isEmpty();
    }
}
