package dev.penstock.index;

import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The making of an index of a table that has items already, beside everything else. It holds a
 * version of the database until it is through: no write that comes meanwhile disturbs it.
 */
final class Backfill implements Runnable {
    private final IndexBuild build;
    private final IndexedVersion version;
    private final List<Tree> base;
    private final long baseItems;
    private final Runnable then;

    /** Set by the worker, read by the applier. */
    private volatile @Nullable PartitionedTree built;

    /** Set by the worker, read by the applier. */
    private volatile @Nullable Throwable failure;

    /** Set by the applier, read by the worker. */
    private volatile boolean isGivenUp;

    /** The worker's own: items that were read. */
    private long read;

    /** The same for others: set by the worker, read by any thread. */
    private volatile long items;

    /**
     * Prepares one.
     *
     * @param base the table's trees in the version
     * @param then called by the worker when it is through
     */
    Backfill(
            TableIndex index,
            IndexEntries.NodeSizes sizes,
            IndexedVersion version,
            List<Tree> base,
            Runnable then) {
        var entries = index.entries();
        build = new IndexBuild(entries, entries.shape(sizes), this::onLook);
        this.version = version;
        this.base = base;
        baseItems = base.stream().mapToLong(Tree::itemCount).sum();
        this.then = then;
    }

    /** Worker only. */
    @Override
    public void run() {
        try {
            // One worker alone: if all waited for parts that others do, nobody would do them.
            built = build.of(base, Runnable::run);
        } catch (IndexBuild.GivenUpException _) {
            // Nobody waits.
        } catch (RuntimeException | Error unexpected) {
            failure = unexpected;
        }
        then.run();
    }

    private boolean onLook() {
        read += IndexBuild.LOOK_ITEMS;
        items = read;
        return isGivenUp || Thread.currentThread().isInterrupted();
    }

    /** How far it is; 99 while what was read is sorted. Any thread. */
    int percent() {
        return baseItems == 0 ? 0 : (int) Math.min(99, items * 100 / baseItems);
    }

    /** What it came to; null as long as it runs. */
    @Nullable PartitionedTree built() {
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("an index could not be made", failed);
        }
        return built;
    }

    IndexedVersion version() {
        return version;
    }

    List<Tree> base() {
        return base;
    }

    void giveUp() {
        isGivenUp = true;
    }
}
