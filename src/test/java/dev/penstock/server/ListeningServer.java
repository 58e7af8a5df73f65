package dev.penstock.server;

import dev.penstock.log.memory.MemoryLog;
import dev.penstock.partition.Database;
import dev.penstock.partition.DatabaseSettings;
import dev.penstock.partition.DiskSpace;
import dev.penstock.partition.Environment;
import dev.penstock.partition.Storage;
import dev.penstock.publish.Subscriptions;
import dev.penstock.stream.Streams;
import dev.penstock.wire.Backend;
import dev.penstock.wire.CallObserver;
import dev.penstock.wire.DynamoDbEndpoint;
import dev.penstock.wire.EndpointEnvironment;
import dev.penstock.wire.EndpointSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The endpoint behind the listener that the server uses, on a free port, with a database. */
final class ListeningServer implements AutoCloseable {
    private static final int SUBSCRIBERS_MAX = 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Database database;
    private final Streams streams;
    private final Subscriptions subscriptions;
    private final Listener listener;

    ListeningServer(String... options) {
        database =
                Database.open(
                        DatabaseSettings.defaults(),
                        new Storage(new MemoryLog(1 << 20), DiskSpace.UNLIMITED),
                        new Environment(
                                () -> 1_700_000_000_000_000L,
                                () -> new UUID(0, 1),
                                Thread::new,
                                problem -> {
                                    throw new AssertionError(problem);
                                }));
        streams = new Streams(database, 1 << 20, Thread::new);
        subscriptions = new Subscriptions(database, SUBSCRIBERS_MAX, Thread::new);
        var backend = new Backend(database, streams, subscriptions);
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--port=0", "--event-loops=2"));
        var configuration = Configuration.ofArguments(arguments.toArray(String[]::new));
        var memory = MemoryPlan.of(configuration, 1L << 30);
        var environment =
                new EndpointEnvironment(
                        CallObserver.NONE, () -> new SplittableRandom(1), System::nanoTime);
        var settings =
                new EndpointSettings(
                        "us-east-1",
                        "000000000000",
                        EndpointSettings.REQUEST_BYTES_MAX,
                        memory.bodiesBytes(),
                        memory.answersBytes());
        var endpoint = new DynamoDbEndpoint(() -> backend, settings, environment);
        listener = Listener.open(vertx, configuration, memory, endpoint, environment);
    }

    RawClient connect() {
        return new RawClient(listener.port());
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        subscriptions.close();
        streams.close();
        database.close();
    }
}
