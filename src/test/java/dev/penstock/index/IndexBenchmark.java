package dev.penstock.index;

import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeyType;
import dev.penstock.table.Throughput;
import dev.penstock.tree.PartitionedTree;
import dev.penstock.tree.Tree;
import dev.penstock.tree.TreeEditor;
import dev.penstock.tree.TreeShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Question: what does an entry cost when an index is made of a table's trees, on two threads as at
 * a start, and what does a write cost whose item moves in it? Run: {@code
 * load-tests/microbenchmarks Index}. Record: docs/performance/microbenchmarks.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 6)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g"})
@SuppressWarnings("NullAway.Init") // JMH calls setUp before any benchmark.
public class IndexBenchmark {
    private static final int ITEMS = 1_000_000;
    private static final int MOVES = 200_000;
    private static final int BATCH = 32;
    private static final int PARTITIONS = 4;

    /** What the index holds of an item. */
    @Param({"ALL", "KEYS_ONLY"})
    public IndexProjection.Type projection;

    /** Different partition keys in the index. */
    @Param({"100", "500000"})
    public int collections;

    private final ValueWriter writer = new ValueWriter();
    private final byte[][] before = new byte[MOVES][];
    private final byte[][] after = new byte[MOVES][];
    private List<Tree> table;
    private IndexEntries entries;
    private PartitionedTree built;
    private ExecutorService workers;

    @Setup(Level.Trial)
    public void setUp() {
        workers = Executors.newFixedThreadPool(2);
        var editors = new TreeEditor[PARTITIONS];
        Arrays.setAll(editors, _ -> new TreeEditor(Tree.empty(TreeShape.of(false))));
        for (int i = 0; i < ITEMS; i++) {
            byte[] item = item(i, 0);
            ItemKey key = ItemKey.of(item, false);
            editors[PartitionedTree.partition(key.hash(), PARTITIONS)].put(key, item);
        }
        table = Arrays.stream(editors).map(TreeEditor::publish).toList();
        for (int i = 0; i < MOVES; i++) {
            int index = (int) (i * 48_271L % ITEMS);
            before[i] = item(index, 0);
            after[i] = item(index, 1 + i);
        }
        var schema =
                new IndexKeySchema(
                        List.of(new KeyAttribute("kind", KeyType.S)),
                        List.of(new KeyAttribute("time", KeyType.N)));
        entries =
                new IndexEntries(
                        new IndexDefinition(
                                "index",
                                1,
                                schema,
                                new IndexProjection(projection, new ArrayList<>()),
                                Throughput.NONE,
                                IndexDefinition.State.ACTIVE),
                        ModelItem.SIMPLE);
        built = build();
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        workers.close();
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public PartitionedTree build() {
        var shape = entries.shape(new IndexEntries.NodeSizes(32, 64));
        return new IndexBuild(entries, shape, () -> false).of(table, workers);
    }

    @Benchmark
    @OperationsPerInvocation(MOVES)
    public PartitionedTree move() {
        var trees = new IndexTrees(entries, built);
        for (int i = 0; i < MOVES; i++) {
            trees.apply(before[i], after[i]);
            if (i % BATCH == BATCH - 1) {
                trees.publish();
            }
        }
        return trees.publish();
    }

    private byte[] item(int index, int moved) {
        writer.beginItem(ModelItem.SIMPLE);
        writer.name("pk");
        writer.string("user#" + Integer.toString(index * 7_919, Character.MAX_RADIX));
        writer.name("kind");
        writer.string("kind" + index % collections);
        writer.name("time");
        writer.number(Long.toString(1_700_000_000L + index * 48_271L % 10_000_000 + moved));
        writer.name("text");
        writer.string("x".repeat(60));
        return writer.endItem();
    }
}
