package dev.penstock.tree;

import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemKey;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Question: what do a get, an overwrite (published after every batch) and a page of 20 items cost
 * in a tree of a million items, in collections of 20, beside the cost of making the key?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
@SuppressWarnings("NullAway.Init") // JMH calls setUp before any benchmark.
public class TreeBenchmark {
    private static final int COLLECTION_ITEMS = 20;
    private static final int VALUE_BYTES = 450;

    /** Items in the tree. */
    @Param({"1000000"})
    public int itemCount;

    /** Overwrites between two published versions. */
    @Param({"1", "16", "256"})
    public int batchItems;

    private byte[][] items;

    /** Not the items' own bytes: those are not in the cache when a request comes. */
    private byte[][] keys;

    private byte[][] partitionKeys;
    private Tree tree;
    private TreeEditor editor;
    private SplittableRandom random;
    private int unpublished;

    @Setup(Level.Trial)
    public void setUp() {
        random = new SplittableRandom(42);
        var source = new TestItems(true);
        items = new byte[itemCount][];
        keys = new byte[itemCount][];
        partitionKeys = new byte[itemCount / COLLECTION_ITEMS][];
        for (int i = 0; i < itemCount; i++) {
            int collection = i % partitionKeys.length;
            partitionKeys[collection] = TestItems.words(collection, 99);
            byte[] sortKey = ByteBuffer.allocate(8).putInt(4, i).array();
            items[i] = source.item(partitionKeys[collection], sortKey, new byte[VALUE_BYTES]);
            keys[i] = ItemBytes.keyOf(items[i], true);
        }
        editor = new TreeEditor(Tree.empty(TreeShape.of(true)));
        for (byte[] item : items) {
            editor.put(item);
        }
        tree = editor.publish();
    }

    @Benchmark
    public ItemKey keyOnly() {
        return ItemKey.of(keys[random.nextInt(itemCount)], true);
    }

    @Benchmark
    public byte @Nullable [] get() {
        return tree.get(ItemKey.of(keys[random.nextInt(itemCount)], true));
    }

    @Benchmark
    public byte @Nullable [] overwrite() {
        int index = random.nextInt(itemCount);
        byte[] before = editor.put(ItemKey.of(keys[index], true), items[index]);
        unpublished++;
        if (unpublished >= batchItems) {
            tree = editor.publish();
            unpublished = 0;
        }
        return before;
    }

    @Benchmark
    public void readCollection(Blackhole hole) {
        byte[] partitionKey = partitionKeys[random.nextInt(partitionKeys.length)];
        TreeCursor cursor = tree.cursor(KeyRange.collection(partitionKey), true);
        while (cursor.next()) {
            hole.consume(cursor.item());
        }
    }
}
