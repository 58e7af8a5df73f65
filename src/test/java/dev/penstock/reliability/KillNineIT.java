package dev.penstock.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillNineIT {
    private static final int ROUNDS = 1;

    @TempDir Path work;

    @Test
    void acknowledgedWritesSurviveKillNine() throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("KillNineIT -Dtest.seed=" + seed);
        var home = Path.of(System.getProperty("penstock.home", "."));
        var rounds = new CrashRounds(home, work.resolve("data"), work.resolve("server.log"));

        var workload = rounds.run(ROUNDS, seed, ServerProcess::killNine);

        assertThat(workload.violations()).isEmpty();
        assertThat(workload.acknowledged()).isGreaterThan(100);
    }
}
