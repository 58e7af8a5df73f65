package dev.penstock.snapshot;

import java.util.concurrent.Executor;

/**
 * The snapshot port. Two snapshots are kept, so that one may turn out to be damaged.
 *
 * <p>Threads: {@link #load} once and before anything else; {@link #write} by one thread at a time;
 * {@link #retainFromSequence} and {@link #releasableBytes} by any.
 */
public interface SnapshotStore {
    /**
     * Reads the newest snapshot that is whole, and says what was wrong with newer ones.
     *
     * @param executor reads files and builds their trees, beside the calling thread that waits
     * @param shapes node sizes of the trees
     * @throws SnapshotException if storage does not say which there are
     */
    LoadedSnapshot load(Executor executor, TreeShapes shapes);

    /**
     * Writes a snapshot: when this returns it survives a loss of power. A tree that is the same
     * object as in the snapshot before is not written again.
     *
     * @throws SnapshotException if storage refuses; the snapshots before stay, and the same may be
     *     tried again
     */
    SnapshotReport write(Snapshot snapshot);

    /**
     * The first commit that the log must still hold: what follows the older of the two snapshots, 1
     * as long as there are not two.
     */
    long retainFromSequence();

    /** Bytes of the disk that come free once another snapshot is there: what only the older has. */
    default long releasableBytes() {
        return 0;
    }
}
