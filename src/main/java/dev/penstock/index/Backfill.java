package dev.penstock.index;

import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeDiff;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The making of an index of a table that has items already, beside everything else. It holds a
 * version of the database until it is through: no write that comes meanwhile disturbs it.
 */
final class Backfill implements Runnable {
    /*
     * What was written meanwhile is found by comparing trees. As long as that is much, it is had
     * here, round for round, each shorter than the one before: the applier, for which all indexes
     * wait, has to make up for the last round alone.
     */

    /** So many changes the applier is through with before anybody notices. */
    static final int CHANGES_LEFT_MAX = 1 << 10;

    /** A table that is written faster than it is followed is not followed for ever. */
    private static final int ROUNDS_MAX = 16;

    private final IndexEntries entries;
    private final IndexBuild build;
    private final Supplier<@Nullable Source> newest;
    private final long baseItems;
    private final Runnable then;

    /** Of what it is made now. Set by the worker, read by any thread. */
    private volatile Source source;

    /** Set by the worker, read by the applier. */
    private volatile @Nullable Built built;

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
     * @param source what to make it of
     * @param newest what the table is by now, any thread; null: it is gone
     * @param then called by the worker when it is through
     */
    Backfill(
            TableIndex index,
            IndexEntries.NodeSizes sizes,
            Source source,
            Supplier<@Nullable Source> newest,
            Runnable then) {
        entries = index.entries();
        build = new IndexBuild(entries, entries.shape(sizes), this::onLook);
        this.source = source;
        this.newest = newest;
        baseItems = source.trees.stream().mapToLong(Tree::itemCount).sum();
        this.then = then;
    }

    /** A table's trees, by partition, in a version of the database. */
    record Source(IndexedVersion version, List<Tree> trees) {}

    /** The index of these trees of the table, by partition. */
    record Built(PartitionedTree index, List<Tree> trees) {}

    /** Worker only. */
    @Override
    public void run() {
        try {
            // One worker alone: if all waited for parts that others do, nobody would do them.
            built = followed(build.of(source.trees, Runnable::run));
        } catch (IndexBuild.GivenUpException _) {
            // Nobody waits.
        } catch (RuntimeException | Error unexpected) {
            failure = unexpected;
        }
        then.run();
    }

    private Built followed(PartitionedTree made) {
        PartitionedTree index = made;
        long changes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS_MAX && changes > CHANGES_LEFT_MAX; round++) {
            Source now = newest.get();
            if (now == null) {
                break;
            }
            var next = new Following(new IndexTrees(entries, index));
            for (int i = 0; i < now.trees.size(); i++) {
                TreeDiff.between(source.trees.get(i), now.trees.get(i), next::onChange);
            }
            index = next.trees.publish();
            changes = next.changes;
            source = now;
        }
        return new Built(index, source.trees);
    }

    /** One round. */
    private final class Following {
        private final IndexTrees trees;
        private long changes;

        Following(IndexTrees trees) {
            this.trees = trees;
        }

        void onChange(byte @Nullable [] before, byte @Nullable [] after) {
            trees.apply(before, after);
            changes++;
            if (changes % IndexBuild.LOOK_ITEMS == 0 && isUnwanted()) {
                throw new IndexBuild.GivenUpException();
            }
        }
    }

    private boolean onLook() {
        read += IndexBuild.LOOK_ITEMS;
        items = read;
        return isUnwanted();
    }

    private boolean isUnwanted() {
        return isGivenUp || Thread.currentThread().isInterrupted();
    }

    /** How far it is; 99 while what was read is sorted, and followed. Any thread. */
    int percent() {
        return baseItems == 0 ? 0 : (int) Math.min(99, items * 100 / baseItems);
    }

    /** What it came to; null as long as it runs. */
    @Nullable Built built() {
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("an index could not be made", failed);
        }
        return built;
    }

    /** What it holds. Any thread. */
    IndexedVersion version() {
        return source.version;
    }

    void giveUp() {
        isGivenUp = true;
    }
}
