package dev.penstock.log.chronicle;

import dev.penstock.log.Batch;
import dev.penstock.log.BatchBody;
import dev.penstock.log.Change;
import dev.penstock.log.LogEnd;
import dev.penstock.log.Origin;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
 * Question: what does a batch cost between a change and the file: its frames, the header with the
 * checksum and the chain, and the way back at recovery? An operation is a whole batch. Run: {@code
 * load-tests/microbenchmarks BatchCodec}. Record: docs/performance/microbenchmarks.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before any benchmark.
public class BatchCodecBenchmark {
    private static final int ITEM_BYTES = 544;
    private static final SegmentId PLACE = new SegmentId(1, 0x5EED, 0);
    private static final LogEnd BEFORE = new LogEnd(1, 1, 1);

    /** Commits of one put each. */
    @Param({"1", "16", "256"})
    public int commitCount;

    private final List<List<Change>> commits = new ArrayList<>();
    private final BatchBody scratch = new BatchBody();
    private final BatchEncoder encoder = new BatchEncoder(PLACE, 0);
    private Batch batch;
    private ByteBuffer entry;
    private byte[] body;

    @Setup(Level.Trial)
    public void setUp() {
        var random = new SplittableRandom(42);
        var whole = new BatchBody();
        for (int i = 0; i < commitCount; i++) {
            byte[] item = new byte[ITEM_BYTES];
            random.nextBytes(item);
            commits.add(List.of(new Change.Put(7, Origin.USER, 0, item, null)));
            whole.addCommit(commits.getLast());
        }
        batch = new Batch(2, 2, 2, whole);
        body = Arrays.copyOf(whole.array(), whole.byteCount());
        entry = ByteBuffer.allocate(EntryLayout.HEADER_BYTES + body.length);
        entry.order(ByteOrder.LITTLE_ENDIAN).put(new BatchEncoder(PLACE, 0).header(batch, 0));
        entry.put(body).flip();
    }

    /** The frames of all commits, behind each other. */
    @Benchmark
    public int encode() {
        scratch.clear();
        for (List<Change> commit : commits) {
            scratch.addCommit(commit);
        }
        return scratch.byteCount();
    }

    /** Header, CRC32C over all of it, chained to the batch before. */
    @Benchmark
    public byte[] seal() {
        return encoder.header(batch, 0);
    }

    /** The entry found in a file's bytes, its checksum and its place in the chain. */
    @Benchmark
    public BatchChain.Step check() {
        if (!EntryLayout.mayBegin(entry, 0, PLACE) || !EntryLayout.isIntact(entry, 0)) {
            throw new IllegalStateException("the batch is not intact");
        }
        return BatchChain.after(BEFORE, 0).accept(EntryLayout.read(entry, 0));
    }

    /** From checked bytes to changes. */
    @Benchmark
    public List<List<Change>> decode() {
        return BatchBody.ofBytes(body, commitCount).commits();
    }
}
