package dev.penstock.partition;

import dev.penstock.snapshot.LoadedSnapshot;
import dev.penstock.snapshot.Snapshot;
import dev.penstock.snapshot.SnapshotException;
import dev.penstock.snapshot.SnapshotReport;
import dev.penstock.snapshot.SnapshotStore;
import dev.penstock.snapshot.TreeShapes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/** Keeps the last two snapshots as long as the process lives, and refuses when told to. */
final class MemorySnapshotStore implements SnapshotStore {
    private final Deque<Snapshot> kept = new ArrayDeque<>();
    private long written;
    boolean refuses;

    @Override
    public synchronized LoadedSnapshot load(Executor executor, TreeShapes shapes) {
        return new LoadedSnapshot(kept.peekLast(), List.of());
    }

    @Override
    public synchronized SnapshotReport write(Snapshot snapshot) {
        if (refuses) {
            throw new SnapshotException("refused", new IOException("no space"));
        }
        kept.addLast(snapshot);
        if (kept.size() > 2) {
            kept.removeFirst();
        }
        written++;
        return new SnapshotReport(written, 0, new SnapshotReport.Files(0, 0, 0), List.of());
    }

    @Override
    public synchronized long retainFromSequence() {
        return kept.size() < 2 ? 1 : kept.getFirst().end().sequence() + 1;
    }

    synchronized long written() {
        return written;
    }
}
