package dev.penstock.wire.connection;

import dev.penstock.common.Limit;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the decoder and Vert.x and watches one connection: refuses what is not framed
 * beyond doubt, and ends what takes too long. On the connection's event loop only.
 */
final class ConnectionGuard extends ChannelDuplexHandler implements Sweep.Watched {
    /*
     * A refusal is an answer like others: it comes after those to the requests before, and only if
     * the refused request has none yet. From then on nothing that the client sends is looked at, so
     * there is never a second reading of it. The connection's outgoing half is closed first and the
     * rest a little later: closing at once would reset it, and the client might never see why.
     */

    @Limit(
            of = "requests of one connection that wait for their answers",
            unit = "requests",
            beyond = "the connection is closed")
    private static final int PIPELINED_MAX = 256;

    @Limit(
            of = "least progress of a slow body or of a reader of answers, beside the time it has",
            unit = "bytes per second",
            beyond = "HTTP 408, or the connection is closed")
    private static final long PROGRESS_BYTES_PER_SECOND = 16 << 10;

    @Limit(
            of = "the same while half of the memory for bodies or answers is taken",
            unit = "bytes per second",
            beyond = "HTTP 408, or the connection is closed")
    private static final long PRESSED_PROGRESS_BYTES_PER_SECOND = 256 << 10;

    private static final long PRESSED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final StrictRequestDecoder decoder;
    private Phase phase = Phase.IDLE;
    private long phaseNanos;
    private long bodyBytes;
    private int unanswered;
    private boolean bodyIsAnswered;
    private boolean readingHeld;

    /** Whether something waits for the answer to a plain request. */
    private boolean isBehindPlain;

    /** Whether a request said that it is the connection's last. */
    private boolean isLast;

    private @Nullable Refusal refusal;
    private boolean refusalSent;
    private @Nullable ChannelHandlerContext context;

    /** Bytes of answers handed on, and how many the client had taken when the window began. */
    private long answerBytes;

    private boolean isTakingAnswer;
    private long windowNanos;
    private long windowTakenBytes;

    ConnectionGuard(Loop loop, StrictRequestDecoder decoder) {
        this.loop = loop;
        this.decoder = decoder;
    }

    /** What the guards of one event loop share. */
    record Loop(
            ConnectionLimits limits,
            Sweep sweep,
            AcceptPace pace,
            RequestIds requestIds,
            HeaderCheck headers) {}

    private enum Phase {
        /** Nothing of a next request has come. */
        IDLE,
        HEADERS,
        BODY,
        /** The request is whole, its answer is being made. */
        ANSWER,
        REFUSED
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        loop.sweep.add(this, added.channel().eventLoop());
        enter(Phase.IDLE);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        loop.sweep.remove(this);
        context = null;
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) throws Exception {
        loop.sweep.remove(this);
        super.channelInactive(closed);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) throws Exception {
        Refusal why = phase == Phase.REFUSED ? refusal : refusal(message);
        if (why != null) {
            ReferenceCountUtil.release(message);
            if (phase != Phase.REFUSED) {
                refuse(from, why);
            }
            return;
        }
        if (message instanceof HttpRequest request) {
            if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
                // The decoder takes the first of two lengths here: nothing may come behind.
                request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            isLast |= !HttpUtil.isKeepAlive(request);
            unanswered++;
            bodyBytes = 0;
            bodyIsAnswered = false;
            enter(Phase.BODY);
            if (unanswered > PIPELINED_MAX) {
                ReferenceCountUtil.release(message);
                var _ = from.close();
                return;
            }
        }
        if (message instanceof HttpContent content) {
            bodyBytes += content.content().readableBytes();
            if (message instanceof LastHttpContent) {
                enter(bodyIsAnswered ? Phase.IDLE : Phase.ANSWER);
            }
        }
        super.channelRead(from, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) throws Exception {
        if (phase == Phase.IDLE) {
            enterIdle();
        }
        super.channelReadComplete(from);
    }

    @Override
    public void write(ChannelHandlerContext to, Object message, ChannelPromise promise)
            throws Exception {
        if (refusalSent) {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            return;
        }
        if (message instanceof HttpContent content) {
            answerBytes += content.content().readableBytes();
        }
        super.write(to, message, promise);
        if (message instanceof LastHttpContent && !isInterim(message)) {
            onAnswered(to);
        }
    }

    /** Who does not take answers is asked nothing more: requests must not pile up behind them. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) throws Exception {
        ChannelConfig config = from.channel().config();
        if (!from.channel().isWritable() && config.isAutoRead()) {
            readingHeld = true;
            config.setAutoRead(false);
        } else if (from.channel().isWritable() && readingHeld && !isBehindPlain) {
            readingHeld = false;
            config.setAutoRead(true);
        }
        super.channelWritabilityChanged(from);
    }

    /** Whether the next byte begins a request, and no answer is on its way to one before. */
    boolean isFree() {
        return phase == Phase.IDLE && unanswered == 0 && !isLast && decoder.isFree();
    }

    /** A request came past the decoder, whole. */
    void onPlainRequest() {
        unanswered++;
        enter(Phase.ANSWER);
    }

    /** Some of its answer is handed on. */
    void onPlainWrite(int bytes) {
        answerBytes += bytes;
    }

    /** Its answer is whole. */
    void onPlainAnswer() {
        unanswered--;
        enter(Phase.IDLE);
    }

    /** Nothing more is read until {@link #readOn}. */
    void holdReading() {
        isBehindPlain = true;
        ChannelConfig config = here().channel().config();
        if (config.isAutoRead()) {
            readingHeld = true;
            config.setAutoRead(false);
        }
    }

    void readOn() {
        isBehindPlain = false;
        if (readingHeld && here().channel().isWritable()) {
            readingHeld = false;
            here().channel().config().setAutoRead(true);
        }
    }

    /** Parts with a client that is not in time. */
    @Override
    public boolean look(long nanos, boolean isPressed) {
        ChannelHandlerContext here = context;
        if (here == null) {
            return false;
        }
        long pendingBytes = pendingBytes(here);
        if (pendingBytes > 0) {
            if (takesTooLittle(nanos, answerBytes - pendingBytes, isPressed)) {
                // What the kernel still holds for this client goes too.
                here.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                var _ = here.close();
                return true;
            }
            return false;
        }
        isTakingAnswer = false;
        if (phase == Phase.BODY && unanswered > 1) {
            // It is our turn: a body behind another request is not read meanwhile.
            phaseNanos = nanos;
            return false;
        }
        if (nanos - phaseNanos <= phaseNanosMax(isPressed)) {
            return false;
        }
        if (phase == Phase.HEADERS || phase == Phase.BODY) {
            refuse(here, Refusal.TIMEOUT);
        } else {
            var _ = here.close();
        }
        return true;
    }

    private long phaseNanosMax(boolean isPressed) {
        return switch (phase) {
            case IDLE -> loop.limits.idle().toNanos();
            case HEADERS -> loop.limits.headers().toNanos();
            case BODY -> bodyNanos(isPressed);
            // How long that takes is not the client's doing.
            case ANSWER -> Long.MAX_VALUE;
            case REFUSED -> LINGER_NANOS;
        };
    }

    private long bodyNanos(boolean isPressed) {
        long patience = loop.limits.body().toNanos();
        return isPressed
                ? Math.min(PRESSED_NANOS, patience)
                        + bodyBytes * NANOS_PER_SECOND / PRESSED_PROGRESS_BYTES_PER_SECOND
                : patience + bodyBytes * NANOS_PER_SECOND / PROGRESS_BYTES_PER_SECOND;
    }

    /** In every window of time, as long as bytes wait for the client, it must take some. */
    private boolean takesTooLittle(long nanos, long takenBytes, boolean isPressed) {
        if (!isTakingAnswer) {
            isTakingAnswer = true;
            windowNanos = nanos;
            windowTakenBytes = takenBytes;
            return false;
        }
        long patience = loop.limits.answer().toNanos();
        long window = isPressed ? Math.min(PRESSED_NANOS, patience) : patience;
        long rate = isPressed ? PRESSED_PROGRESS_BYTES_PER_SECOND : PROGRESS_BYTES_PER_SECOND;
        long elapsed = nanos - windowNanos;
        if (elapsed < window) {
            return false;
        }
        boolean tooLittle = (takenBytes - windowTakenBytes) * NANOS_PER_SECOND / elapsed < rate;
        windowNanos = nanos;
        windowTakenBytes = takenBytes;
        return tooLittle;
    }

    private void onAnswered(ChannelHandlerContext to) {
        unanswered--;
        if (phase == Phase.REFUSED) {
            sendRefusalInTurn(to);
        } else if (unanswered == 0) {
            if (phase == Phase.ANSWER) {
                enterIdle();
            } else {
                bodyIsAnswered = true;
            }
        }
    }

    private void refuse(ChannelHandlerContext to, Refusal why) {
        if (phase == Phase.BODY) {
            if (bodyIsAnswered) {
                var _ = to.close();
                return;
            }
            unanswered--;
        }
        enter(Phase.REFUSED);
        refusal = why;
        sendRefusalInTurn(to);
    }

    private void sendRefusalInTurn(ChannelHandlerContext to) {
        Refusal why = refusal;
        if (unanswered > 0 || why == null) {
            return;
        }
        refusalSent = true;
        enter(Phase.REFUSED);
        var _ =
                to.writeAndFlush(answer(why))
                        .addListener(
                                sent -> {
                                    if (to.channel() instanceof DuplexChannel duplex) {
                                        var _ = duplex.shutdownOutput();
                                    }
                                });
    }

    private HttpResponse answer(Refusal why) {
        byte[] body = why.body();
        var crc32 = new CRC32();
        crc32.update(body);
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(why.status()),
                        Unpooled.wrappedBuffer(body));
        response.headers()
                .set("x-amzn-RequestId", loop.requestIds.next())
                .set("x-amz-crc32", Long.toString(crc32.getValue()))
                .set(HttpHeaderNames.CONTENT_TYPE, "application/x-amz-json-1.0")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    /** Idle, unless something of a next head has come. */
    private void enterIdle() {
        if (!decoder.isFree()) {
            enter(Phase.HEADERS);
        } else if (phase != Phase.IDLE) {
            enter(Phase.IDLE);
        }
    }

    private void enter(Phase next) {
        phase = next;
        phaseNanos = loop.sweep.nanos();
    }

    private ChannelHandlerContext here() {
        return Objects.requireNonNull(context, "not in a pipeline");
    }

    private static @Nullable Refusal refusal(Object message) {
        if (message instanceof HttpRequest request) {
            return Refusal.of(request);
        }
        return message instanceof HttpContent content && content.decoderResult().isFailure()
                ? Refusal.MALFORMED
                : null;
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private static long pendingBytes(ChannelHandlerContext here) {
        ChannelOutboundBuffer buffer = here.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
