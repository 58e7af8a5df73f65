package dev.penstock.wire.connection;

import dev.penstock.wire.EndpointEnvironment;
import dev.penstock.wire.RequestIds;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * All connections of the endpoint: counts them, and puts a guard in front of each. Any number of
 * event loops may call it.
 */
public final class Connections implements Handler<HttpConnection> {
    private static final System.Logger LOG = System.getLogger("dev.penstock.wire");
    private static final String DECODER = "httpDecoder";

    private final ConnectionLimits limits;
    private final HttpServerOptions options;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final FastThreadLocal<ConnectionGuard.Loop> loops;

    /**
     * @param options of the HTTP server that accepts the connections
     * @param pressed whether the memory for bodies and answers is running short: from then on slow
     *     clients are cut off early
     */
    public Connections(
            ConnectionLimits limits,
            HttpServerOptions options,
            EndpointEnvironment environment,
            BooleanSupplier pressed) {
        this.limits = limits;
        this.options = options;
        this.loops =
                new FastThreadLocal<>() {
                    @Override
                    protected ConnectionGuard.Loop initialValue() {
                        return new ConnectionGuard.Loop(
                                limits,
                                new Sweep(environment.nanoTime(), pressed, limits.lookMillis()),
                                new AcceptPace(),
                                new RequestIds(environment.randoms().get()),
                                new HeaderCheck());
                    }
                };
    }

    /** How many are open. Any thread. */
    public int open() {
        return open.get();
    }

    /** A connection was accepted; called on its event loop, before anything is read from it. */
    @Override
    public void handle(HttpConnection connection) {
        // Vert.x has no other way to a connection's pipeline.
        var handler = ((ConnectionBase) connection).channelHandlerContext();
        ConnectionGuard.Loop loop = loops.get();
        loop.pace().onAccepted(handler.channel());
        if (open.incrementAndGet() > limits.connectionsMax()) {
            open.decrementAndGet();
            var _ = handler.channel().close();
            warn();
            return;
        }
        var _ = handler.channel().closeFuture().addListener(closed -> open.decrementAndGet());
        ChannelPipeline pipeline = handler.pipeline();
        pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(options, loop.headers()));
        pipeline.addBefore(handler.name(), "guard", new ConnectionGuard(loop));
    }

    /** The first, then every thousandth: enough to see it, too few to be a flood. */
    private void warn() {
        int count = refused.getAndIncrement();
        if (count % 1_000 == 0) {
            LOG.log(
                    Level.WARNING,
                    "connection refused open="
                            + limits.connectionsMax()
                            + " refusedSoFar="
                            + count);
        }
    }
}
