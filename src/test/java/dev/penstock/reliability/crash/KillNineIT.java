package dev.penstock.reliability.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillNineIT {
    @TempDir Path work;

    @Test
    void acknowledgedWritesSurviveKillNine() throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("KillNineIT -Dtest.seed=" + seed);
        var home = Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
        var rounds = new CrashRounds(home, work, seed, null, false);

        rounds.kill(1);

        assertThat(rounds.ledger().violations()).isEmpty();
        assertThat(rounds.ledger().acknowledged()).isGreaterThan(100);
    }
}
