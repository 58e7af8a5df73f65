package dev.penstock.wire.connection;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * All connections of the endpoint: counts them, and puts a guard in front of each. Any number of
 * event loops may call it.
 */
public final class Connections implements Handler<HttpConnection> {
    private static final System.Logger LOG = System.getLogger("dev.penstock.wire");
    private static final String DECODER = "httpDecoder";

    private final ConnectionLimits limits;
    private final HttpServerOptions options;
    private final PlainEndpoint endpoint;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final FastThreadLocal<ConnectionGuard.Loop> loops;
    private final FastThreadLocal<FastPath.Loop> fastLoops =
            new FastThreadLocal<>() {
                @Override
                protected FastPath.Loop initialValue() {
                    return new FastPath.Loop();
                }
            };

    /** Who answers what comes the fast path. */
    public interface PlainEndpoint {
        /** Called once for each connection, on its event loop. */
        PlainRequests open(FastPath path, EventLoop loop);

        /**
         * Whether the memory for bodies and answers is running short: from then on slow clients are
         * cut off early. Any thread.
         */
        boolean isPressed();
    }

    /**
     * @param options of the HTTP server that accepts the connections, without HTTP/2
     * @param randoms gives each event loop a generator of its own, for request ids
     * @param nanoTime a clock for how long clients take
     * @param endpoint answers what need not go through the decoder and Vert.x
     */
    public Connections(
            ConnectionLimits limits,
            HttpServerOptions options,
            Supplier<RandomGenerator> randoms,
            LongSupplier nanoTime,
            PlainEndpoint endpoint) {
        this.limits = limits;
        this.options = options;
        this.endpoint = endpoint;
        this.loops =
                new FastThreadLocal<>() {
                    @Override
                    protected ConnectionGuard.Loop initialValue() {
                        return new ConnectionGuard.Loop(
                                limits,
                                new Sweep(nanoTime, endpoint::isPressed, limits.lookMillis()),
                                new AcceptPace(),
                                new RequestIds(randoms.get()),
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
        var decoder = new StrictRequestDecoder(options, loop.headers());
        var guard = new ConnectionGuard(loop, decoder);
        var path = new FastPath(guard, fastLoops.get());
        pipeline.replace(DECODER, DECODER, decoder);
        pipeline.addBefore(handler.name(), "guard", guard);
        pipeline.addBefore(DECODER, "fastPath", path);
        path.open(endpoint.open(path, handler.channel().eventLoop()));
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
