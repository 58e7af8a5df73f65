package dev.penstock.wire;

import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Storage;
import dev.penstock.publish.Subscriptions;
import dev.penstock.publish.export.Exports;
import dev.penstock.stream.Streams;
import dev.penstock.wire.connection.ConnectionLimits;
import dev.penstock.wire.connection.Connections;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * The whole edge on a free port, with a database on the memory log behind it. Its clock stands
 * still at a known time, and its identifiers count up, so that answers repeat.
 */
final class InProcessServer implements AutoCloseable {
    /** 2023-11-14T22:13:20Z. */
    static final long EPOCH_MICROS = 1_700_000_000_000_000L;

    static final String AUTHORIZATION =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20231114/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=0f";

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(1_000, PATIENCE, PATIENCE, PATIENCE, PATIENCE);
    private static final long HELD_LOG_BYTES = 64L << 20;
    private static final long TAIL_BYTES = 1 << 20;
    static final int SUBSCRIBERS_MAX = 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Database database;
    private final Streams streams;
    private final Subscriptions subscriptions;
    private volatile Exports exports = Exports.NONE;

    /** When it is, for the database; stands still unless a test moves it. */
    final AtomicLong micros = new AtomicLong(EPOCH_MICROS);

    private final DynamoDbEndpoint endpoint;
    private final HttpServer server;

    InProcessServer() {
        this(EndpointSettings.standard());
    }

    InProcessServer(EndpointSettings settings) {
        this(settings, System::nanoTime);
    }

    /** With so many bytes for the answers in flight. */
    static InProcessServer ofAnswers(long answersInFlightBytes) {
        var standard = EndpointSettings.standard();
        return new InProcessServer(
                new EndpointSettings(
                        standard.region(),
                        standard.accountId(),
                        standard.requestBytesMax(),
                        standard.bodiesInFlightBytesMax(),
                        answersInFlightBytes));
    }

    /** Of a node with these exports. */
    static InProcessServer of(Exports exports) {
        var server = new InProcessServer();
        server.exports = exports;
        return server;
    }

    /** A client of the AWS SDK. */
    <C, B extends AwsClientBuilder<B, C>> C connect(B builder) {
        return builder.endpointOverride(address())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    InProcessServer(EndpointSettings settings, LongSupplier nanoTime) {
        var ids = new AtomicLong();
        database =
                Database.open(
                        DatabaseSettings.defaults(),
                        new Storage(new MemoryLog(HELD_LOG_BYTES), DiskSpace.UNLIMITED),
                        new Environment(
                                micros::get,
                                () -> new UUID(0, ids.incrementAndGet()),
                                Thread::new,
                                problem -> {
                                    throw new AssertionError(problem);
                                }));
        streams = new Streams(database, TAIL_BYTES, Thread::new);
        subscriptions = new Subscriptions(database, SUBSCRIBERS_MAX, Thread::new);
        var backend = new Backend(database, streams, subscriptions);
        var environment =
                new EndpointEnvironment(CallObserver.NONE, () -> new SplittableRandom(1), nanoTime);
        endpoint = new DynamoDbEndpoint(() -> backend.with(exports), settings, environment);
        var options = new HttpServerOptions().setHost("127.0.0.1").setHttp2ClearTextEnabled(false);
        var connections =
                new Connections(LIMITS, options, environment.randoms(), System::nanoTime, endpoint);
        server =
                await(
                        vertx.createHttpServer(options)
                                .connectionHandler(connections)
                                .requestHandler(endpoint)
                                .listen(0));
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    DynamoDbEndpoint endpoint() {
        return endpoint;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Database database() {
        return database;
    }

    int port() {
        return server.actualPort();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port() + "/");
    }

    /** A well-formed request to which a test adds its own headers and body. */
    HttpRequest.Builder request(String operation) {
        return HttpRequest.newBuilder(address())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target(operation))
                .header("X-Amz-Date", "20231114T221320Z")
                .header("Authorization", AUTHORIZATION);
    }

    private static String target(String operation) {
        String api = isOfStreams(operation) ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.";
        return api + operation;
    }

    static boolean isOfStreams(String operation) {
        return operation.endsWith("Stream")
                || operation.equals("ListStreams")
                || operation.equals("GetRecords")
                || operation.equals("GetShardIterator");
    }

    HttpResponse<String> call(String operation, String body) {
        return send(request(operation).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(
                    request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        await(vertx.close());
        subscriptions.close();
        streams.close();
        database.close();
    }
}
