package dev.penstock.wire;

import static java.util.Objects.requireNonNull;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Storage;
import dev.penstock.partition.Watermarks;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.LoadTestItem;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
 * Question: what does a request cost from its body to its command, without HTTP? A write ends where
 * the writer's inbox would take it: the database is closed, and refuses it there. A read of what is
 * not there is the same for reads; with what is there, the search and the answer's JSON come on
 * top. Run: {@code load-tests/microbenchmarks Request}. Record:
 * docs/performance/microbenchmarks.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before any benchmark.
public class RequestBenchmark {
    private static final int ANSWER_BYTES = 64 << 10;
    private static final String GONE = "{\"pk\":{\"S\":\"p0042\"},\"sk\":{\"S\":\"gone\"}}";
    private static final String HERE = "{\"pk\":{\"S\":\"p0042\"},\"sk\":{\"S\":\"s042\"}}";
    private static final DatabaseSettings SETTINGS =
            new DatabaseSettings(
                    4,
                    new DatabaseSettings.Tree(64, 64),
                    new DatabaseSettings.Inbox(1_000, 64 << 20),
                    new DatabaseSettings.Batching(16, 1 << 20),
                    Watermarks.NONE);

    /** A body, and what becomes of it. */
    public enum Request {
        GET_MISSING("GetItem", "\"Key\":" + GONE),
        GET("GetItem", "\"Key\":" + HERE),
        GET_PROJECTION(
                "GetItem",
                "\"Key\":%s,\"ProjectionExpression\":\"price, addr.#c\",".formatted(HERE)
                        + "\"ExpressionAttributeNames\":{\"#c\":\"city\"}"),
        PUT("PutItem", "\"Item\":" + LoadTestItem.json("p0042", "s042")),
        PUT_CONDITION(
                "PutItem",
                "\"Item\":%s,\"ConditionExpression\":\"attribute_not_exists(pk)\""
                        .formatted(LoadTestItem.json("p0042", "s042"))),
        UPDATE_ADD(
                "UpdateItem",
                "\"Key\":%s,\"UpdateExpression\":\"ADD cnt :i\",".formatted(HERE)
                        + "\"ExpressionAttributeValues\":{\":i\":{\"N\":\"1\"}}"),
        QUERY_MISSING("Query", query("gone", "")),
        QUERY_20("Query", query("p0042", "")),
        QUERY_20_FILTER(
                "Query",
                query("p0042", ",\":m\":{\"N\":\"9\"}") + ",\"FilterExpression\":\"price < :m\"");

        private final String operation;
        private final String json;

        Request(String operation, String members) {
            this.operation = operation;
            json = "{\"TableName\":\"bench\"," + members + "}";
        }

        private static String query(String partitionKey, String values) {
            return "\"KeyConditionExpression\":\"pk = :p\",\"Limit\":20,"
                    + "\"ExpressionAttributeValues\":{\":p\":{\"S\":\"%s\"}%s}"
                            .formatted(partitionKey, values);
        }
    }

    @Param public Request request;

    private final Operations operations = Operations.all();
    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final RequestBody body = new RequestBody();
    private final JsonWriter writer = new JsonWriter(ANSWER_BYTES);
    private Database database;
    private Operation operation;
    private byte[] json;
    private boolean isWrite;

    @Setup(Level.Trial)
    public void setUp() throws InterruptedException {
        var micros = new AtomicLong();
        var environment =
                new Environment(
                        micros::incrementAndGet,
                        () -> new UUID(1, micros.incrementAndGet()),
                        Thread.ofPlatform().daemon().factory(),
                        fatal -> loop.add(() -> fail(fatal)));
        var storage = new Storage(new MemoryLog(Long.MAX_VALUE), DiskSpace.UNLIMITED);
        database = Database.open(SETTINGS, storage, environment);
        fill();
        database.close();
        operation = operation(request.operation);
        json = utf8(request.json);
        isWrite = !operation.name().equals("GetItem") && !operation.name().equals("Query");
    }

    @Benchmark
    public int handle() {
        writer.reset();
        var call = new DirectCall(body, database, loop::add, writer);
        try {
            begin(operation, json, call);
        } catch (RequestException refusal) {
            return require(isWrite && refusal.code() == ErrorCode.UNAVAILABLE);
        }
        return require(call.isEnded() && call.error() == null);
    }

    /** Only the first pass: the body is proven to be JSON, and its members are found. */
    @Benchmark
    public int open() {
        body.open(json, operation.members(), operation.largeMember());
        return body.length();
    }

    private void fill() throws InterruptedException {
        serve(
                "CreateTable",
                """
                {"TableName":"bench","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[
                {"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"}],
                "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
                {"AttributeName":"sk","KeyType":"RANGE"}]}\
                """);
        for (int i = 0; i < 100; i++) {
            String item = LoadTestItem.json("p0042", "s%03d".formatted(i));
            serve("PutItem", "{\"TableName\":\"bench\",\"Item\":" + item + "}");
        }
    }

    private void serve(String name, String text) throws InterruptedException {
        var call = new DirectCall(body, database, loop::add);
        begin(operation(name), utf8(text), call);
        while (!call.isEnded()) {
            loop.take().run();
        }
        if (call.error() != null) {
            throw new IllegalStateException(name + ": " + call.error());
        }
    }

    private void begin(Operation begun, byte[] bytes, DirectCall call) {
        try {
            body.open(bytes, begun.members(), begun.largeMember());
            begun.handle(call);
        } finally {
            body.close();
        }
    }

    private int require(boolean isExpected) {
        if (!isExpected) {
            throw new IllegalStateException("the request ended otherwise than it should");
        }
        return writer.length();
    }

    private Operation operation(String name) {
        return requireNonNull(operations.find("DynamoDB_20120810." + name));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void fail(Throwable fatal) {
        throw new IllegalStateException("the writer failed", fatal);
    }
}
