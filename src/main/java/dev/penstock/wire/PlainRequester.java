package dev.penstock.wire;

import dev.penstock.wire.connection.FastPath;
import dev.penstock.wire.connection.PlainRequests;
import dev.penstock.wire.connection.RequestHead;
import dev.penstock.wire.request.Operation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The client of one connection whose requests come the fast path: one at a time. It takes what
 * names an operation and is signed, and what the endpoint would say of anything else, it leaves to
 * the endpoint.
 */
final class PlainRequester implements PlainRequests, Requester, AnswerPieces.Sink {
    private final DynamoDbEndpoint endpoint;
    private final Exchange.Entry entry;
    private final EventLoopState loop;
    private final FastPath path;
    private final EventLoop eventLoop;
    private String host = "";
    private long bodyBytes;
    private @Nullable Operation operation;
    private @Nullable Exchange exchange;
    private @Nullable Runnable whenDrained;

    PlainRequester(
            DynamoDbEndpoint endpoint, EventLoopState loop, FastPath path, EventLoop eventLoop) {
        this.endpoint = endpoint;
        entry = endpoint.entry();
        this.loop = loop;
        this.path = path;
        this.eventLoop = eventLoop;
    }

    @Override
    public boolean accepts(RequestHead head) {
        operation = endpoint.operation(head.target());
        return operation != null
                && head.contentLength() <= entry.settings().requestBytesMax()
                && AuthorizationCheck.isComplete(head.authorization(), head.hasDate());
    }

    @Override
    public void serve(RequestHead head, ByteBuf in) {
        host = head.host();
        var current = new Exchange(entry, loop, this);
        exchange = current;
        byte[] body = body(in, head.contentLength());
        Operation named = Objects.requireNonNull(operation);
        current.attempt(
                () -> {
                    if (body == null) {
                        throw ErrorAnswer.throttled();
                    }
                    endpoint.serve(current, named, body);
                });
    }

    /** Null if there is no room for it. */
    private byte @Nullable [] body(ByteBuf in, int length) {
        if (!entry.bodies().tryReserve(length)) {
            in.skipBytes(length);
            return null;
        }
        bodyBytes = length;
        byte[] body = new byte[length];
        in.readBytes(body);
        return body;
    }

    @Override
    public void abandon() {
        whenDrained = null;
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.abandon();
        }
        releaseBody();
    }

    @Override
    public void resume() {
        Runnable next = whenDrained;
        whenDrained = null;
        if (next != null) {
            next.run();
        }
    }

    @Override
    public EventLoop loop() {
        return eventLoop;
    }

    @Override
    public void dispatch(Runnable step) {
        try {
            step.run();
        } catch (Throwable problem) {
            path.fail(problem);
        }
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public boolean isGone() {
        return path.isClosed();
    }

    @Override
    public void releaseBody() {
        entry.bodies().release(bodyBytes);
        bodyBytes = 0;
    }

    @Override
    public void send(int status, CharSequence type, byte[] bytes, int length, Runnable taken) {
        write(loop.plainAnswer().whole(status, type, bytes, length), true, taken);
    }

    @Override
    public AnswerPieces.Sink begin(int status, CharSequence type, long checksum, int length) {
        var _ = path.write(loop.plainAnswer().head(status, type, checksum, length), false);
        return this;
    }

    @Override
    public boolean isFull() {
        return !path.isWritable();
    }

    @Override
    public void onDrained(Runnable next) {
        whenDrained = next;
    }

    @Override
    public void write(ByteBuf piece, boolean isLast, Runnable taken) {
        if (isLast) {
            exchange = null;
        }
        ChannelFuture written = path.write(piece, isLast);
        if (written.isDone()) {
            taken.run();
        } else {
            var _ = written.addListener(done -> taken.run());
        }
    }
}
