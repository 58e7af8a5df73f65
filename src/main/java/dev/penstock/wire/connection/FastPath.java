package dev.penstock.wire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * In front of the decoder: takes each request that is plain and has come whole, and has it answered
 * without HTTP's objects in between. Everything else goes to the decoder, untouched, and as long as
 * anything of that is unfinished, so does all that follows. See docs/decisions/0027.
 *
 * <p>One request of a connection is answered at a time, as Vert.x does it: what comes behind it is
 * held, and nothing more is read meanwhile. On the connection's event loop only.
 */
public final class FastPath extends ChannelInboundHandlerAdapter {
    private final ConnectionGuard guard;
    private final Loop loop;
    private @Nullable PlainRequests requests;
    private @Nullable ChannelHandlerContext context;

    /** What came behind a request that has no answer yet, or an answer that nobody takes. */
    private @Nullable ByteBuf held;

    /** What is being served; what is written meanwhile is sent with the last of it. */
    private @Nullable ByteBuf serving;

    private boolean isAnswering;
    private boolean hasUnsent;
    private boolean hasPassedOn;

    FastPath(ConnectionGuard guard, Loop loop) {
        this.guard = guard;
        this.loop = loop;
    }

    /** What the connections of one event loop share. */
    static final class Loop {
        private final byte[] bytes = new byte[RequestHead.BYTES_MAX + Long.BYTES];
        private final RequestHead head = new RequestHead();
    }

    /**
     * @param answering answers what this path takes
     */
    void open(PlainRequests answering) {
        requests = answering;
    }

    /** Whether nobody waits any more. */
    public boolean isClosed() {
        return !here().channel().isActive();
    }

    /** Whether the socket takes more at the moment. */
    public boolean isWritable() {
        return here().channel().isWritable();
    }

    /**
     * Sends a part of the answer.
     *
     * @param part is released
     * @param isLast whether the answer is whole with it
     */
    public ChannelFuture write(ByteBuf part, boolean isLast) {
        guard.onPlainWrite(part.readableBytes());
        ByteBuf rest = serving;
        hasUnsent = rest != null && rest.isReadable();
        ChannelFuture written = hasUnsent ? here().write(part) : here().writeAndFlush(part);
        if (isLast) {
            onAnswered();
        }
        return written;
    }

    /** Something went wrong that no answer can tell: the connection ends. */
    public void fail(Throwable problem) {
        here().fireExceptionCaught(problem);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        drop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) throws Exception {
        drop();
        if (isAnswering) {
            isAnswering = false;
            answering().abandon();
        }
        super.channelInactive(closed);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (held != null) {
            hold(in);
        } else {
            serve(in);
        }
    }

    /** Behind the decoder a read that is complete counts as one that brought something. */
    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        if (hasPassedOn) {
            hasPassedOn = false;
            from.fireChannelReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) throws Exception {
        super.channelWritabilityChanged(from);
        if (!isWritable()) {
            return;
        }
        if (isAnswering) {
            answering().resume();
        } else {
            serveHeld();
        }
    }

    /** Answers what can be answered here, in order, and finds a place for the rest. */
    private void serve(ByteBuf in) {
        boolean isPlain = true;
        serving = in;
        try {
            while (isPlain && in.isReadable() && guard.isFree() && takesAnswers()) {
                isPlain = take(in);
            }
        } catch (Throwable problem) {
            in.release();
            throw problem;
        } finally {
            serving = null;
        }
        if (hasUnsent) {
            sendUnsent();
        }
        if (!in.isReadable()) {
            in.release();
            guard.readOn();
        } else if (isAnswering || (isPlain && guard.isFree())) {
            hold(in);
        } else {
            hasPassedOn = true;
            guard.readOn();
            here().fireChannelRead(in);
        }
    }

    /** Whoever takes no answers is served no further. */
    private boolean takesAnswers() {
        if (!isWritable() && hasUnsent) {
            sendUnsent();
        }
        return isWritable();
    }

    private void sendUnsent() {
        hasUnsent = false;
        here().flush();
    }

    private boolean take(ByteBuf in) {
        RequestHead head = loop.head;
        int length = Math.min(in.readableBytes(), RequestHead.BYTES_MAX);
        in.getBytes(in.readerIndex(), loop.bytes, 0, length);
        if (!head.read(loop.bytes, length)
                || head.contentLength() > in.readableBytes() - head.end()
                || !answering().accepts(head)) {
            return false;
        }
        in.skipBytes(head.end());
        isAnswering = true;
        guard.onPlainRequest();
        answering().serve(head, in);
        return true;
    }

    private void onAnswered() {
        isAnswering = false;
        guard.onPlainAnswer();
        if (serving == null) {
            serveHeld();
        }
    }

    private void serveHeld() {
        ByteBuf next = held;
        if (next == null || serving != null) {
            return;
        }
        held = null;
        try {
            serve(next);
            channelReadComplete(here());
        } catch (Throwable problem) {
            // Not the answer's doing that was written just now.
            fail(problem);
        }
    }

    private void hold(ByteBuf in) {
        ByteBuf before = held;
        held =
                before == null
                        ? in
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(here().alloc(), before, in);
        guard.holdReading();
    }

    private void drop() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private ChannelHandlerContext here() {
        return Objects.requireNonNull(context, "not in a pipeline");
    }

    private PlainRequests answering() {
        return Objects.requireNonNull(requests, "not open");
    }
}
