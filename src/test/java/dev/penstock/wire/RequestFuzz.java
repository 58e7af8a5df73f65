package dev.penstock.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.error.ErrorCode;
import dev.penstock.fuzz.Allocation;
import dev.penstock.fuzz.FuzzInput;
import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Storage;
import dev.penstock.partition.Watermarks;
import dev.penstock.stream.Streams;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Goal: whatever a client sends, each request gets one answer below 500 that is JSON, at a bounded
 * cost. Method: requests to a database in memory that holds the golden files' tables, all
 * operations as the HTTP entry calls them. An input is requests behind each other: a letter for the
 * operation (a is the first of {@link #targets}), the body, and a byte 0x1E before the next.
 */
public final class RequestFuzz {
    private static final byte SEPARATOR = 0x1E;
    private static final int REQUESTS_MAX = 8;
    private static final long ALLOCATED_BYTES_MAX = 8 << 20;
    private static final List<String> TARGET_PREFIXES =
            List.of("DynamoDB_20120810.", "DynamoDBStreams_20120810.");
    private static final long TAIL_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DatabaseSettings SETTINGS =
            new DatabaseSettings(
                    2,
                    new DatabaseSettings.Tree(4, 4),
                    new DatabaseSettings.Inbox(1_000, 64 << 20),
                    new DatabaseSettings.Batching(16, 1 << 20),
                    Watermarks.NONE);

    /** Made once: an input that changes nothing leaves the database to the next. */
    private static final RequestFuzz SHARED = new RequestFuzz();

    private final Operations operations = Operations.all();

    /** Those of tables and items, then those of streams. */
    private final List<String> targets =
            TARGET_PREFIXES.stream()
                    .flatMap(prefix -> operations.names().stream().map(prefix::concat))
                    .filter(target -> operations.find(target) != null)
                    .toList();

    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final RequestBody body = new RequestBody();
    private final AtomicLong micros = new AtomicLong();
    private final Random uuids = new Random(1);
    private Database database;
    private Streams streams;
    private long startSequence;

    private RequestFuzz() {
        begin();
    }

    /** Loads the classes, which takes the fuzzer longer than it may take over an input. */
    public static void fuzzerInitialize() {
        SHARED.targets.forEach(
                target -> SHARED.call(target, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        SHARED.run(input);
    }

    private void run(byte[] input) {
        int from = 0;
        for (int requests = 0; from < input.length && requests < REQUESTS_MAX; requests++) {
            int to = from;
            while (to < input.length && input[to] != SEPARATOR) {
                to++;
            }
            byte[] request = Arrays.copyOfRange(input, from, to);
            Allocation.atMost(ALLOCATED_BYTES_MAX, () -> send(request));
            from = to + 1;
        }
        if (database.version().sequence() != startSequence) {
            streams.close();
            database.close();
            begin();
        }
    }

    private void send(byte[] request) {
        var input = new FuzzInput(request);
        String target = targets.get(Math.floorMod(input.next() - 'a', targets.size()));
        DirectCall call = call(target, input.rest());
        try {
            JSON.readTree(call.answerBytes());
        } catch (IOException malformed) {
            throw new AssertionError("the answer is no JSON", malformed);
        }
        ErrorCode error = call.error();
        if (error == ErrorCode.THROTTLING) {
            throw new AssertionError("throttled");
        }
    }

    private DirectCall call(String target, byte[] json) {
        Operation operation = Objects.requireNonNull(operations.find(target));
        var call = new DirectCall(body, database, streams, loop::add);
        call.attempt(
                () -> {
                    try {
                        body.open(json, operation.members(), operation.largeMember());
                        operation.handle(call);
                    } finally {
                        body.close();
                    }
                });
        while (!call.isEnded()) {
            try {
                loop.take().run();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
        return call;
    }

    private void begin() {
        var environment =
                new Environment(
                        micros::incrementAndGet,
                        () -> new UUID(uuids.nextLong(), uuids.nextLong()),
                        Thread.ofPlatform().daemon().factory(),
                        this::onFatal);
        var storage = new Storage(new MemoryLog(Long.MAX_VALUE), DiskSpace.UNLIMITED);
        database = Database.open(SETTINGS, storage, environment);
        streams = new Streams(database, TAIL_BYTES, Thread.ofPlatform().daemon().factory());
        for (JsonNode before : before()) {
            byte[] json = before.get("body").toString().getBytes(StandardCharsets.UTF_8);
            DirectCall call =
                    call(TARGET_PREFIXES.getFirst() + before.get("operation").asText(), json);
            if (call.error() != null) {
                throw new IllegalStateException("a table could not be filled: " + call.error());
            }
        }
        startSequence = database.version().sequence();
    }

    private static JsonNode before() {
        try (var file = RequestFuzz.class.getResourceAsStream("/golden/before.json")) {
            return JSON.readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onFatal(Throwable cause) {
        loop.add(
                () -> {
                    throw new AssertionError("the writer failed", cause);
                });
    }
}
