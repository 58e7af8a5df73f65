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
        publish(7 + EVERY_MICROS - 1, 1);
        assertThat(background).isEmpty();

        publish(7 + EVERY_MICROS, 1);
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
    void aFailureIsShownAndTriedAgainAfterAPause() {
        store.refuses = true;
        publish(1, EVERY_BYTES);
        runBackground();

        assertThat(snapshotter.status().failures()).isEqualTo(1);
        assertThat(snapshotter.status().problem()).contains("refused");

        publish(2, EVERY_BYTES);
        assertThat(background).isEmpty();

        store.refuses = false;
        publish(1 + Snapshotter.RETRY_MICROS, 1);
        runBackground();

        assertThat(store.written()).isEqualTo(1);
        assertThat(snapshotter.status().failures()).isZero();
    }

    @Test
    void onAShortDiskTheLogForgetsWithoutWaitingForWrites() {
        publish(1, EVERY_BYTES / 2);
        for (int look = 0; look < 5; look++) {
            snapshotter.onDiskShortage();
            runBackground();
        }
        assertThat(store.written()).as("the older of two covers it all").isEqualTo(2);

        publish(2, EVERY_BYTES / 4 - 1);
        snapshotter.onDiskShortage();
        assertThat(background).as("too little to gain").isEmpty();

        publish(3, 1);
        snapshotter.onDiskShortage();
        assertThat(background).hasSize(1);
    }

    @Test
    void onAShortDiskAFailureIsTriedAgainAfterAPause() {
        store.refuses = true;
        publish(1, EVERY_BYTES - 1);
        snapshotter.onDiskShortage();
        runBackground();

        store.refuses = false;
        for (int look = 0; look < Snapshotter.RETRY_LOOKS; look++) {
            snapshotter.onDiskShortage();
        }
        assertThat(background).isEmpty();

        snapshotter.onDiskShortage();
        runBackground();
        assertThat(store.written()).isEqualTo(1);
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
