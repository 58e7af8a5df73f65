package dev.penstock.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;

/** The client of a request that came through Vert.x. */
final class HttpRequester implements Requester, AnswerPieces.Sink {
    private final HttpServerRequest request;
    private final BodyReceiver receiver;
    private final HttpAnswer answer;
    private final ContextInternal context;

    HttpRequester(
            HttpServerRequest request,
            BodyReceiver receiver,
            HttpAnswer answer,
            ContextInternal context) {
        this.context = context;
        this.request = request;
        this.receiver = receiver;
        this.answer = answer;
    }

    @Override
    public EventLoop loop() {
        return context.nettyEventLoop();
    }

    @Override
    public void dispatch(Runnable step) {
        context.dispatch(step);
    }

    @Override
    public String host() {
        String host = request.getHeader(HttpHeaders.HOST);
        return host != null ? host : "";
    }

    @Override
    public boolean isGone() {
        return request.response().closed();
    }

    @Override
    public void releaseBody() {
        receiver.release();
    }

    @Override
    public void send(int status, CharSequence type, byte[] bytes, int length, Runnable taken) {
        HttpServerResponse response = request.response();
        Cors.allow(request, response);
        answer.send(response, status, type, bytes, length, taken);
    }

    @Override
    public AnswerPieces.Sink begin(int status, CharSequence type, long checksum, int length) {
        HttpServerResponse response = request.response();
        Cors.allow(request, response);
        answer.head(response, status, type, checksum, length);
        return this;
    }

    @Override
    public boolean isFull() {
        return request.response().writeQueueFull();
    }

    @Override
    public void onDrained(Runnable next) {
        HttpServerResponse response = request.response();
        response.drainHandler(
                drained -> {
                    response.drainHandler(null);
                    next.run();
                });
    }

    @Override
    public void write(ByteBuf piece, boolean isLast, Runnable taken) {
        HttpServerResponse response = request.response();
        // Vert.x releases no buffer but its own.
        Buffer buffer = BufferImpl.buffer(piece);
        var written = isLast ? response.end(buffer) : response.write(buffer);
        written.onComplete(
                ignored -> {
                    piece.release();
                    taken.run();
                });
    }
}
