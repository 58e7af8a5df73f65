package dev.penstock.tree;

import dev.penstock.item.ItemKey;
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
 * Question: what do a get and a range of 20 items cost, forwards and backwards, in collections of
 * 20, beside the cost of making the key? Run: {@code load-tests/microbenchmarks TreeRead}. Record:
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
public class TreeReadBenchmark {
    /** Items in the tree. */
    @Param({"1000", "100000", "1000000"})
    public int itemCount;

    private BenchmarkTree items;
    private Tree tree;

    @Setup(Level.Trial)
    public void setUp() {
        items = new BenchmarkTree(itemCount);
        tree = items.editor().publish();
    }

    @Benchmark
    public ItemKey keyOnly() {
        return items.key(items.randomIndex());
    }

    @Benchmark
    public byte @Nullable [] get() {
        return tree.get(items.key(items.randomIndex()));
    }

    @Benchmark
    public void range(Blackhole hole) {
        read(true, hole);
    }

    @Benchmark
    public void rangeBackwards(Blackhole hole) {
        read(false, hole);
    }

    private void read(boolean ascending, Blackhole hole) {
        var range = KeyRange.collection(items.randomPartitionKey());
        TreeCursor cursor = tree.cursor(range, ascending);
        while (cursor.next()) {
            hole.consume(cursor.item());
        }
    }
}
