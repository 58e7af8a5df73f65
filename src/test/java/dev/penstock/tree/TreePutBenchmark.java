package dev.penstock.tree;

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

/**
 * Question: what do an overwrite, and a removal with the insert that takes it back, cost in a tree
 * that is published after every batch? Run: {@code load-tests/microbenchmarks TreePut}. Record:
 * docs/performance/microbenchmarks.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g"})
@SuppressWarnings("NullAway.Init") // JMH calls setUp before any benchmark.
public class TreePutBenchmark {
    /** Items in the tree. */
    @Param({"1000000"})
    public int itemCount;

    /** Changes between two published versions. */
    @Param({"1", "16", "256"})
    public int batchItems;

    private BenchmarkTree items;
    private TreeEditor editor;
    private Tree published;
    private int unpublished;

    @Setup(Level.Trial)
    public void setUp() {
        items = new BenchmarkTree(itemCount);
        editor = items.editor();
        published = editor.publish();
    }

    @Benchmark
    public byte @Nullable [] overwrite() {
        int index = items.randomIndex();
        byte[] before = editor.put(items.key(index), items.item(index));
        publishFullBatch();
        return before;
    }

    /** Two changes of one batch. */
    @Benchmark
    public byte @Nullable [] removeAndInsert() {
        int index = items.randomIndex();
        byte[] removed = editor.remove(items.key(index));
        editor.put(items.key(index), items.item(index));
        publishFullBatch();
        return removed;
    }

    /** What readers see. */
    Tree published() {
        return published;
    }

    private void publishFullBatch() {
        unpublished++;
        if (unpublished >= batchItems) {
            published = editor.publish();
            unpublished = 0;
        }
    }
}
