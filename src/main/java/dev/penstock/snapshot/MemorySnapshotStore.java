package dev.penstock.snapshot;

import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of a database that keeps nothing on disk. Holding one pins the garbage made since, so a
 * store that is never loaded from again keeps only where its snapshots stand.
 */
public final class MemorySnapshotStore implements SnapshotStore {
    private final boolean holdsTrees;
    private @Nullable Snapshot newest;
    private long number;
    private volatile long retainFromSequence = 1;

    private MemorySnapshotStore(boolean holdsTrees) {
        this.holdsTrees = holdsTrees;
    }

    /** For simulations: outlives the database that wrote to it. */
    public static MemorySnapshotStore holding() {
        return new MemorySnapshotStore(true);
    }

    /** For a server whose data ends with its process: a snapshot only lets the log forget. */
    public static MemorySnapshotStore forgetting() {
        return new MemorySnapshotStore(false);
    }

    @Override
    public LoadedSnapshot load(Executor executor, TreeShapes shapes) {
        return new LoadedSnapshot(newest, List.of());
    }

    @Override
    public SnapshotReport write(Snapshot snapshot) {
        number++;
        if (holdsTrees) {
            newest = snapshot;
        }
        // Memory does not rot: there is no need for the snapshot before.
        retainFromSequence = snapshot.end().sequence() + 1;
        long items = snapshot.trees().values().stream().mapToLong(tree -> tree.itemCount()).sum();
        var files = new SnapshotReport.Files(0, snapshot.trees().size(), 0);
        return new SnapshotReport(number, items, files, List.of());
    }

    @Override
    public long retainFromSequence() {
        return retainFromSequence;
    }
}
