package dev.penstock.server;

import dev.penstock.common.Limit;
import dev.penstock.wire.DynamoDbEndpoint;
import dev.penstock.wire.EndpointEnvironment;
import dev.penstock.wire.connection.ConnectionLimits;
import dev.penstock.wire.connection.Connections;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The DynamoDB endpoint's HTTP servers, one on each event loop of the Vert.x that Quarkus runs: the
 * cheapest entry, see docs/decisions/0005-entry.md. It listens for as long as its Vert.x lives.
 * Used by the thread that starts.
 */
final class Listener {
    @Limit(of = "header fields of a request", unit = "bytes", beyond = "HTTP 431")
    private static final int HEADERS_BYTES_MAX = 16 << 10;

    @Limit(of = "first line of a request", unit = "bytes", beyond = "HTTP 414")
    private static final int REQUEST_LINE_BYTES_MAX = 8 << 10;

    private static final int BACKLOG = 1_024;

    private final List<HttpServer> servers;

    private Listener(List<HttpServer> servers) {
        this.servers = servers;
    }

    /**
     * Begins to listen.
     *
     * @throws StartFailure if the address cannot be had
     */
    static Listener open(
            Vertx vertx,
            Configuration configuration,
            MemoryPlan memory,
            DynamoDbEndpoint endpoint,
            EndpointEnvironment environment) {
        var servers = new CopyOnWriteArrayList<HttpServer>();
        var options =
                new HttpServerOptions()
                        .setHost(configuration.get(Settings.HOST))
                        .setPort(configuration.get(Settings.PORT))
                        .setMaxHeaderSize(HEADERS_BYTES_MAX)
                        .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
                        .setAcceptBacklog(BACKLOG)
                        .setTcpNoDelay(true)
                        .setTcpUserTimeout(
                                (int) configuration.get(Settings.ANSWER_TIMEOUT).toMillis())
                        .setHttp2ClearTextEnabled(false);
        var connections =
                new Connections(
                        limits(configuration, memory),
                        options,
                        environment.randoms(),
                        environment.nanoTime(),
                        endpoint);
        var deployed =
                vertx.deployVerticle(
                        () -> new Entry(options, connections, endpoint, servers),
                        new DeploymentOptions()
                                .setInstances(PenstockServer.eventLoops(configuration)));
        try {
            deployed.toCompletionStage().toCompletableFuture().join();
            return new Listener(servers);
        } catch (CompletionException e) {
            throw new StartFailure(
                    ExitCode.NOT_LISTENING,
                    "cannot listen on %s port %d: %s"
                            .formatted(
                                    options.getHost(),
                                    options.getPort(),
                                    e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }

    private static ConnectionLimits limits(Configuration configuration, MemoryPlan memory) {
        int connections = configuration.get(Settings.CONNECTIONS);
        return new ConnectionLimits(
                connections > 0 ? connections : memory.connections(),
                configuration.get(Settings.HEADER_TIMEOUT),
                configuration.get(Settings.BODY_TIMEOUT),
                configuration.get(Settings.ANSWER_TIMEOUT),
                configuration.get(Settings.IDLE_TIMEOUT));
    }

    /** The port in fact, if any free one was asked for. */
    int port() {
        return servers.getFirst().actualPort();
    }

    private static final class Entry extends AbstractVerticle {
        private final HttpServerOptions options;
        private final Handler<HttpConnection> connections;
        private final Handler<HttpServerRequest> endpoint;
        private final List<HttpServer> servers;

        Entry(
                HttpServerOptions options,
                Handler<HttpConnection> connections,
                Handler<HttpServerRequest> endpoint,
                List<HttpServer> servers) {
            this.options = options;
            this.connections = connections;
            this.endpoint = endpoint;
            this.servers = servers;
        }

        @Override
        public void start(Promise<Void> started) {
            var server =
                    vertx.createHttpServer(options)
                            .connectionHandler(connections)
                            .requestHandler(endpoint);
            servers.add(server);
            server.listen().<Void>mapEmpty().onComplete(started);
        }
    }
}
