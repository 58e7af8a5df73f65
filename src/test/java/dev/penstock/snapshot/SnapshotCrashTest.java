package dev.penstock.snapshot;

import static dev.penstock.snapshot.TestSnapshots.content;
import static dev.penstock.snapshot.TestSnapshots.item;
import static dev.penstock.snapshot.TestSnapshots.load;
import static dev.penstock.snapshot.TestSnapshots.snapshot;
import static dev.penstock.snapshot.TestSnapshots.tree;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: no acknowledged snapshot is lost and none is seen in part, whatever operation fails and
 * whatever unforced bytes and names a loss of power takes. Method: random snapshots on storage that
 * fails at a random operation, then a retry or a loss of power, and a look at what is there.
 */
class SnapshotCrashTest {
    private static final int ROUNDS = 60;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.penstock.common.Seeds#some")
    void aSnapshotIsThereAsAWholeOrNotAtAll(long seed) {
        new Run(new SplittableRandom(seed)).run();
    }

    private static List<SnapshotFinding> findings(FragileFiles files) {
        try {
            return SnapshotVerification.verify(files).findings();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static final class Run {
        private final SplittableRandom random;
        private final FragileFiles files = new FragileFiles();
        private final Map<PartitionId, Tree> trees = new HashMap<>();
        private DirectorySnapshotStore store = new DirectorySnapshotStore(files);

        /** Since the last loss of power, by sequence number. */
        private final Map<Long, Snapshot> attempts = new HashMap<>();

        private long acknowledged;
        private long sequence;

        Run(SplittableRandom random) {
            this.random = random;
        }

        void run() {
            load(store);
            for (int round = 0; round < ROUNDS; round++) {
                edit();
                attempt();
                if (random.nextInt(3) == 0) {
                    losePower();
                }
            }
        }

        private void edit() {
            var id = new PartitionId(random.nextInt(3), random.nextInt(2));
            Tree tree = trees.getOrDefault(id, tree(3));
            trees.put(id, TestSnapshots.with(tree, Stream.of(item(random.nextInt(50), 3))));
        }

        private void attempt() {
            sequence++;
            Snapshot next = snapshot(sequence, trees);
            attempts.put(sequence, next);
            files.failAfter(random.nextInt(60));
            try {
                store.write(next);
                acknowledged = sequence;
            } catch (SnapshotException refused) {
                assertThat(refused).hasRootCauseMessage("storage failed");
            }
            if (random.nextBoolean()) {
                files.work();
            }
        }

        private void losePower() {
            files.losePower(random);
            store = new DirectorySnapshotStore(files);
            LoadedSnapshot loaded = load(store);
            assertThat(loaded.findings()).isEmpty();
            Snapshot found = loaded.snapshot();
            trees.clear();
            if (found == null) {
                assertThat(acknowledged).isZero();
                return;
            }
            long foundSequence = found.end().sequence();
            assertThat(foundSequence).isGreaterThanOrEqualTo(acknowledged);
            Snapshot expected = requireNonNull(attempts.get(foundSequence));
            assertThat(content(found)).isEqualTo(content(expected));
            assertThat(findings(files)).isEmpty();
            acknowledged = foundSequence;
            attempts.keySet().removeIf(attempt -> attempt != foundSequence);
            trees.putAll(found.trees());
        }
    }
}
