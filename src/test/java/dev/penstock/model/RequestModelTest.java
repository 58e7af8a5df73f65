package dev.penstock.model;

import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of operations against the naive model. {@code -Dtest.seed=N} repeats one
 * sequence, {@code -Dtest.seeds=N} sets how many there are.
 */
final class RequestModelTest {
    private static final int SEQUENCES_DEFAULT = 300;

    private static final int PROGRESS_EVERY = 1_000;

    /** Then the log is thrown away: a restart replays all of it. */
    private static final int SEQUENCES_PER_LOG = 10;

    @Test
    void everyAnswerIsTheModels() {
        Long fixed = Long.getLong("test.seed");
        int count =
                Objects.requireNonNull(
                        Integer.getInteger("test.seeds", fixed == null ? SEQUENCES_DEFAULT : 1));
        long first = fixed != null ? fixed : new SplittableRandom().nextLong() >>> 16;
        System.out.printf("model test: seeds %d to %d%n", first, first + count - 1);
        var tally = new Tally();
        try (var node = new Node()) {
            for (int i = 0; i < count; i++) {
                if (i % SEQUENCES_PER_LOG == SEQUENCES_PER_LOG - 1) {
                    node.clear();
                }
                new Sequence(node, tally, first + i).run();
                if ((i + 1) % PROGRESS_EVERY == 0) {
                    System.out.printf("model test: %d sequences done%n", i + 1);
                }
            }
        }
        System.out.print(tally);
    }
}
