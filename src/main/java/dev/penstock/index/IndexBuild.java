package dev.penstock.index;

import dev.penstock.item.ItemKey;
import dev.penstock.tree.KeyRange;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeShape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Makes an index of a table's trees, bottom-up: the items of each tree are read in their order and
 * sorted out by the index's partitions, then each of those is sorted into a tree of its own.
 */
final class IndexBuild {
    /** Items between two looks whether it is given up. */
    static final int LOOK_ITEMS = 1 << 12;

    private final IndexEntries entries;
    private final TreeShape shape;
    private final BooleanSupplier isGivenUp;

    /**
     * @param isGivenUp asked by whoever builds, each {@link #LOOK_ITEMS} items
     */
    IndexBuild(IndexEntries entries, TreeShape shape, BooleanSupplier isGivenUp) {
        this.entries = entries;
        this.shape = shape;
        this.isGivenUp = isGivenUp;
    }

    /** Nobody wants the index any more. */
    static final class GivenUpException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GivenUpException() {
            super("the index was given up", null, false, false);
        }
    }

    /**
     * The index of these trees. Returns when it is whole.
     *
     * @param base of a table, by partition
     * @param executor does parts of it beside each other
     * @throws GivenUpException if it was given up meanwhile
     */
    PartitionedTree of(List<Tree> base, Executor executor) {
        List<UnsortedEntries[]> sorted = all(base, tree -> sortedOut(tree, base.size()), executor);
        List<UnsortedEntries> partitions = new ArrayList<>();
        for (int partition = 0; partition < base.size(); partition++) {
            var entriesOfPartition = new UnsortedEntries();
            for (UnsortedEntries[] ofTree : sorted) {
                entriesOfPartition.addAll(ofTree[partition]);
            }
            partitions.add(entriesOfPartition);
        }
        return new PartitionedTree(all(partitions, unsorted -> unsorted.toTree(shape), executor));
    }

    private UnsortedEntries[] sortedOut(Tree tree, int partitions) {
        var parts = new UnsortedEntries[partitions];
        for (int i = 0; i < partitions; i++) {
            parts[i] = new UnsortedEntries();
        }
        var cursor = tree.cursor(KeyRange.all(), true);
        for (int items = 1; cursor.next(); items++) {
            byte[] item = cursor.item();
            ItemKey key = entries.key(item);
            if (key != null) {
                parts[PartitionedTree.partition(key.hash(), partitions)].add(
                        key, entries.image(item));
            }
            if (items % LOOK_ITEMS == 0 && isGivenUp.getAsBoolean()) {
                throw new GivenUpException();
            }
        }
        return parts;
    }

    private interface Part<T, R> {
        R of(T part);
    }

    private static <T, R> List<R> all(List<T> parts, Part<T, R> work, Executor executor) {
        var futures = new ArrayList<CompletableFuture<R>>();
        for (T part : parts) {
            Supplier<R> task = () -> work.of(part);
            futures.add(CompletableFuture.supplyAsync(task, executor));
        }
        try {
            return futures.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
