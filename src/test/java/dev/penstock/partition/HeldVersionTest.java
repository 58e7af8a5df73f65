package dev.penstock.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.log.LogEnd;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.snapshot.LoadedSnapshot;
import dev.penstock.snapshot.Snapshot;
import dev.penstock.snapshot.SnapshotException;
import dev.penstock.snapshot.SnapshotReport;
import dev.penstock.snapshot.SnapshotStore;
import dev.penstock.snapshot.TreeShapes;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A snapshot holds a version while others come: what that costs, and that it ends. */
class HeldVersionTest {
    private static final int DEADLINE_LOOKS = 5;

    private final Core core = new Core();
    private final Table table = core.create(Fixtures.newTable("Music", Fixtures.SIMPLE));

    @Test
    void withoutAMarkEverythingIsAllowed() {
        var room = new Room(Watermarks.NONE, () -> 0, () -> 1, Room.IndexLag.NONE);
        assertThat(room.allowsReplacement(1)).isTrue();
        assertThat(room.allowsGrowth(1)).isTrue();
    }

    @Test
    void whatWasReplacedSinceIsWhatAHeldVersionPins() {
        fill(100, "x".repeat(1_000));
        Version held = core.draft.published();
        assertThat(held.pinnedBytes(held)).isZero();

        core.run(Fixtures.put(table, Fixtures.item("k1", "y")));
        long one = core.draft.published().pinnedBytes(held);
        assertThat(one).isBetween(1_000L, 3_000L);

        fill(100, "z".repeat(1_000));
        fill(100, "x".repeat(1_000));
        assertThat(core.draft.published().pinnedBytes(held)).isEqualTo(held.liveBytes());
    }

    @Test
    void aDroppedTableIsPinnedToo() {
        fill(100, "x".repeat(1_000));
        Version held = core.draft.published();

        core.run(new Command.DeleteTable("Music"));

        assertThat(core.draft.published().pinnedBytes(held)).isGreaterThan(100_000);
    }

    @Test
    void aSnapshotPastItsDeadlineIsGivenUpAndItsVersionReleased() {
        var store = new StallingStore();
        var snapshotter =
                new Snapshotter(
                        new Snapshots(store, 1, Long.MAX_VALUE, DEADLINE_LOOKS * 1_000_000L),
                        new MemoryLog(0),
                        (version, end) ->
                                SnapshotTables.snapshot(version, end, Fixtures.SMALL_NODES),
                        task -> new Thread(task).start(),
                        new Snapshotter.Recovered(LogEnd.NONE, 0));
        fill(10, "old");
        var held = new WeakReference<>(core.draft.published());
        publish(snapshotter);
        store.awaitWriting();
        fill(10, "new");
        publish(snapshotter);

        for (int look = 0; look < DEADLINE_LOOKS; look++) {
            snapshotter.onLook(DiskLevel.PLENTY);
        }
        System.gc();
        assertThat(held.get()).as("held until its deadline").isNotNull();
        assertThat(snapshotter.held()).isSameAs(held.get());
        snapshotter.onLook(DiskLevel.PLENTY);

        Awaitility.await().until(() -> snapshotter.held() == null);
        assertThat(snapshotter.status().failures()).isEqualTo(1);
        assertThat(snapshotter.status().problem()).contains("given up");
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            System.gc();
                            assertThat(held.get()).isNull();
                        });
        snapshotter.onLook(DiskLevel.PLENTY);
        store.awaitWriting();
        assertThat(snapshotter.held()).as("tried again, of what is there now").isNotNull();
    }

    private void publish(Snapshotter snapshotter) {
        Version version = core.draft.published();
        long sequence = version.sequence();
        snapshotter.onPublished(version, new LogEnd(sequence, sequence, sequence), 1);
    }

    private void fill(int items, String value) {
        for (int i = 0; i < items; i++) {
            core.run(Fixtures.put(table, Fixtures.item("k" + i, value)));
        }
    }

    /** Never comes to an end by itself, as on a disk that has stopped. */
    private static final class StallingStore implements SnapshotStore {
        private volatile CountDownLatch begun = new CountDownLatch(1);

        @Override
        public LoadedSnapshot load(Executor executor, TreeShapes shapes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SnapshotReport write(Snapshot snapshot) {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                throw new IllegalStateException("nobody counts down");
            } catch (InterruptedException e) {
                throw new SnapshotException("interrupted", new IOException(e));
            }
        }

        @Override
        public long retainFromSequence() {
            return 1;
        }

        void awaitWriting() {
            Awaitility.await().until(() -> begun.getCount() == 0);
            begun = new CountDownLatch(1);
        }
    }
}
