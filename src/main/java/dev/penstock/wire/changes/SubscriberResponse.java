package dev.penstock.wire.changes;

import dev.penstock.common.Limit;
import dev.penstock.publish.Delivery;
import dev.penstock.publish.Subscriptions;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.lang.System.Logger.Level;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one subscriber: asks for a delivery only when the socket has room for it. On the
 * connection's event loop only.
 */
final class SubscriberResponse implements Flow.Subscriber<Delivery> {
    private static final System.Logger LOG = System.getLogger("dev.penstock.wire");

    @Limit(
            of = "bytes that wait for a subscriber's socket before the next changes are asked for",
            unit = "bytes",
            beyond = "what it is not ready for stays in the log")
    private static final int WAITING_BYTES_MAX = 32 << 10;

    @Limit(
            of = "time in which a subscriber must take what waits for it",
            unit = "seconds",
            beyond = "it is cut off, and may resume")
    private static final int PATIENCE_SECONDS = 10;

    @Limit(
            of = "time in which a subscriber hears nothing",
            unit = "seconds",
            beyond = "a comment or an empty line keeps the connection alive")
    private static final int QUIET_SECONDS = 15;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Framing framing;
    private final Subscriptions subscriptions;
    private final SubscriberSweep sweep;
    private final Budget budget;
    private Flow.@Nullable Subscription subscription;
    private boolean isEnded;
    private boolean isWaiting;

    /** Since when the socket has no room, or when the last bytes were written. */
    private long sinceNanos;

    /** What counts bytes that wait for sockets. */
    record Budget(LongConsumer reserve, LongConsumer release) {}

    SubscriberResponse(
            HttpServerRequest request,
            Framing framing,
            Subscriptions subscriptions,
            SubscriberSweep sweep,
            Budget budget) {
        this.request = request;
        this.response = request.response();
        this.framing = framing;
        this.subscriptions = subscriptions;
        this.sweep = sweep;
        this.budget = budget;
    }

    /** Sends the head and what comes first. */
    void begin(byte[] greeting) {
        response.setStatusCode(200).setChunked(true).setWriteQueueMaxSize(WAITING_BYTES_MAX);
        response.headers()
                .set(HttpHeaders.CONTENT_TYPE, framing.contentType())
                .set(HttpHeaders.CACHE_CONTROL, "no-store")
                // Proxies that would gather an answer must not.
                .set("X-Accel-Buffering", "no");
        response.closeHandler(closed -> leave());
        response.exceptionHandler(problem -> leave());
        sweep.add(this);
        write(greeting);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        askForMore();
    }

    @Override
    public void onNext(Delivery delivery) {
        write(
                switch (delivery) {
                    case Delivery.Changes changes -> changes.bytes();
                    case Delivery.Trimmed gone -> framing.trimmed(gone.from());
                    case Delivery.Ended over -> framing.ended(over.reason());
                });
        askForMore();
    }

    @Override
    public void onError(Throwable problem) {
        LOG.log(Level.ERROR, "subscription failed", problem);
        leave();
        request.connection().close();
    }

    @Override
    public void onComplete() {
        if (isEnded) {
            return;
        }
        isEnded = true;
        sweep.remove(this);
        response.end();
    }

    /** Each second. */
    void look() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(sweep.nanos() - sinceNanos);
        if (isWaiting && seconds >= PATIENCE_SECONDS) {
            subscriptions.onSlow();
            leave();
            reset();
        } else if (!isWaiting && seconds >= QUIET_SECONDS) {
            write(framing.keepAlive());
        }
    }

    private void askForMore() {
        var given = subscription;
        if (isEnded || given == null) {
            return;
        }
        if (!response.writeQueueFull()) {
            given.request(1);
            return;
        }
        isWaiting = true;
        sinceNanos = sweep.nanos();
        response.drainHandler(
                drained -> {
                    response.drainHandler(null);
                    isWaiting = false;
                    sinceNanos = sweep.nanos();
                    askForMore();
                });
    }

    private void write(byte[] bytes) {
        if (isEnded || response.closed()) {
            return;
        }
        sinceNanos = sweep.nanos();
        budget.reserve.accept(bytes.length);
        response.write(BufferImpl.buffer(Unpooled.wrappedBuffer(bytes)))
                .onComplete(written -> budget.release.accept(bytes.length));
    }

    /** The client has gone, or must go. */
    private void leave() {
        if (isEnded) {
            return;
        }
        isEnded = true;
        sweep.remove(this);
        var given = subscription;
        if (given != null) {
            given.cancel();
        }
    }

    /** What the kernel still holds for this client goes too. */
    private void reset() {
        var channel = ((ConnectionBase) request.connection()).channelHandlerContext().channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = channel.close();
    }
}
