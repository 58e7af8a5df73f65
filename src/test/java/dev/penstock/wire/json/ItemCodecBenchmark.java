package dev.penstock.wire.json;

import static java.util.Objects.requireNonNull;

import dev.penstock.item.ItemBytes;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Question: what does the load tests' item of 500 bytes cost, from JSON to item bytes and back?
 * Run: {@code load-tests/microbenchmarks ItemCodec}. Record: docs/performance/microbenchmarks.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ItemCodecBenchmark {
    private static final KeySchema SCHEMA =
            new KeySchema(new KeyAttribute("pk", KeyType.S), new KeyAttribute("sk", KeyType.S));
    private static final int ITEMS = 100_000;
    private static final int PAGE = 20;

    private final byte[] body = LoadTestItem.json("p0042", "s042").getBytes(StandardCharsets.UTF_8);
    private final JsonReader json = new JsonReader();
    private final AttributeValueReader values = new AttributeValueReader();
    private final JsonWriter writer = new JsonWriter(4 * 1024);
    private final byte[] item = item(json, values, body);

    private final byte[][] items = items();
    private int first;
    private int touched;

    private byte[][] items() {
        var copies = new byte[ITEMS][];
        for (int i = 0; i < ITEMS; i++) {
            copies[i] = item.clone();
        }
        Collections.shuffle(Arrays.asList(copies), new Random(1));
        return copies;
    }

    private static byte[] item(JsonReader json, AttributeValueReader values, byte[] body) {
        json.open(body, 0, body.length);
        return requireNonNull(values.readItem(json)).toItem(SCHEMA);
    }

    @Benchmark
    public byte[] read() {
        return item(json, values, body);
    }

    @Benchmark
    public int write() {
        writer.reset();
        return writer.item(item).length();
    }

    /** A Query's answer, of items that lie anywhere in 60 MB and that no cache holds. */
    @Benchmark
    public int writePage() {
        writer.reset();
        writer.beginArray();
        for (int i = first; i < first + PAGE; i++) {
            writer.item(items[i]);
        }
        first = (first + PAGE * 7919) % (ITEMS - PAGE);
        return writer.endArray().length();
    }

    /** The same, all of them touched before. */
    @Benchmark
    public int touchAndWritePage() {
        for (int i = first; i < first + PAGE; i++) {
            touched += ItemBytes.touch(items[i]);
        }
        return writePage() + touched;
    }

    @Benchmark
    public JsonReader pass() {
        json.open(body, 0, body.length);
        json.skipValue();
        return json;
    }
}
