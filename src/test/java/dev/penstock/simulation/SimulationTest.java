package dev.penstock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The engine on a disk that loses power: {@code -Dtest.seed=N} runs one seed again, {@code
 * -Dtest.seeds=N} sets how many there are.
 */
final class SimulationTest {
    private static final int SEEDS_DEFAULT = 2_000;
    private static final int REPEATED = 20;

    @Test
    void nothingPromisedIsLostAndNothingElseAppears() {
        Long fixed = Long.getLong("test.seed");
        int count =
                Objects.requireNonNull(
                        Integer.getInteger("test.seeds", fixed == null ? SEEDS_DEFAULT : 1));
        long first = fixed != null ? fixed : new SplittableRandom().nextLong() >>> 16;
        assertThat(SimulationMain.run(first, count, false)).as("violations").isZero();
    }

    @Test
    void aSeedRepeatsByteForByte() {
        long first = new SplittableRandom().nextLong() >>> 16;
        for (long seed = first; seed < first + REPEATED; seed++) {
            long sum = Simulation.run(seed, false, new Tally());
            assertThat(Simulation.run(seed, false, new Tally())).as("seed " + seed).isEqualTo(sum);
        }
    }

    @Test
    void anotherSeedIsAnotherRun() {
        assertThat(Simulation.run(1, false, new Tally()))
                .isNotEqualTo(Simulation.run(2, false, new Tally()));
    }
}
