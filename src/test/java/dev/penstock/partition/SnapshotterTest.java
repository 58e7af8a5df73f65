package dev.penstock.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.LogEnd;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotterTest {
    private static final long EVERY_BYTES = 1_000;
    private static final long EVERY_MICROS = 600_000_000;
    private static final int EVERY_LOOKS = 600;

    private final MemorySnapshotStore store = new MemorySnapshotStore();
    private final List<Runnable> background = new ArrayList<>();
    private final Snapshotter snapshotter =
            new Snapshotter(
                    new Snapshots(store, EVERY_BYTES, EVERY_MICROS),
                    new MemoryLog(0),
                    (version, end) -> new Snapshot(end, 4, Map.of()),
                    background::add,
                    new Snapshotter.Recovered(LogEnd.NONE, 0));
    private final Version version = new Draft(Fixtures.SMALL_NODES).published();
    private long sequence;

    @Test
    void oneIsTakenOnceTheLogHasGrownEnough() {
        publish(1, EVERY_BYTES - 1);
        assertThat(background).isEmpty();

        publish(2, 1);
        runBackground();

        assertThat(store.written()).isEqualTo(1);
        assertThat(snapshotter.status()).isEqualTo(new SnapshotStatus(2, 2, 0, null));
    }

    @Test
    void oneIsTakenOnceTheLastIsOldEnough() {
        publish(7, 1);
        look(EVERY_LOOKS - 1);
        assertThat(background).isEmpty();

        look(1);
        runBackground();
        assertThat(store.written()).isEqualTo(1);

        look(EVERY_LOOKS);
        assertThat(background).as("nothing was written since").isEmpty();
    }

    @Test
    void theClockMayGoBack() {
        publish(7 + 10 * EVERY_MICROS, 1);
        look(EVERY_LOOKS - 1);
        publish(8 + 10 * EVERY_MICROS, 1);
        look(1);
        assertThat(background).hasSize(1);
    }

    @Test
    void whileOneIsWrittenNoOtherBegins() {
        publish(1, EVERY_BYTES);
        publish(2, EVERY_BYTES);
        assertThat(background).hasSize(1);

        runBackground();
        publish(3, 1);

        assertThat(background).hasSize(1);
    }

    @Test
    void aFailureIsShownAndTriedAgainWithoutWaitingForWrites() {
        store.refuses = true;
        publish(1, EVERY_BYTES);
        runBackground();

        assertThat(snapshotter.status().failures()).isEqualTo(1);
        assertThat(snapshotter.status().problem()).contains("refused");

        publish(2, EVERY_BYTES);
        assertThat(background).isEmpty();

        store.refuses = false;
        look(1);
        runBackground();

        assertThat(store.written()).isEqualTo(1);
        assertThat(snapshotter.status().failures()).isZero();
    }

    @Test
    void onAShortDiskTheLogForgetsWithoutWaitingForWrites() {
        publish(1, EVERY_BYTES / 2);
        for (int look = 0; look < 5; look++) {
            snapshotter.onLook(DiskLevel.LOW);
            runBackground();
        }
        assertThat(store.written()).as("the older of two covers it all").isEqualTo(2);

        publish(2, EVERY_BYTES / 4 - 1);
        snapshotter.onLook(DiskLevel.LOW);
        assertThat(background).as("too little to gain").isEmpty();

        publish(3, 1);
        snapshotter.onLook(DiskLevel.LOW);
        assertThat(background).hasSize(1);
    }

    @Test
    void thePauseDoublesWithEachFailureInARow() {
        store.refuses = true;
        publish(1, EVERY_BYTES);
        runBackground();
        for (int pause = 1; pause <= Snapshotter.RETRY_LOOKS_MAX; pause *= 2) {
            failAfter(pause);
        }
        failAfter(Snapshotter.RETRY_LOOKS_MAX);
    }

    private void failAfter(int looks) {
        look(looks - 1);
        assertThat(background).isEmpty();
        look(1);
        assertThat(background).hasSize(1);
        runBackground();
    }

    private void look(long times) {
        for (long i = 0; i < times; i++) {
            snapshotter.onLook(DiskLevel.PLENTY);
        }
    }

    private void publish(long micros, long bytes) {
        sequence++;
        snapshotter.onPublished(version, new LogEnd(sequence, sequence, micros), bytes);
    }

    private void runBackground() {
        background.forEach(Runnable::run);
        background.clear();
    }
}
