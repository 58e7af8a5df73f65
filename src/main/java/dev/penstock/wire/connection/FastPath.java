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
    private final StrictRequestDecoder decoder;
    private final Loop loop;
    private @Nullable PlainRequests requests;
    private @Nullable ChannelHandlerContext context;

    /** What came behind a request that has no answer yet. */
    private @Nullable ByteBuf held;

    private boolean isAnswering;
    private boolean isServing;
    private boolean hasPassedOn;

    FastPath(ConnectionGuard guard, StrictRequestDecoder decoder, Loop loop) {
        this.guard = guard;
        this.decoder = decoder;
        this.loop = loop;
    }

    /** What the connections of one event loop share. */
    static final class Loop {
        private static final int REQUEST_BYTES_MAX = 64 << 10;

        private final byte[] bytes = new byte[REQUEST_BYTES_MAX + Long.BYTES];
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
        ChannelFuture written = here().writeAndFlush(part);
        if (isLast) {
            onAnswered();
        }
        return written;
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
        serve((ByteBuf) message);
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
        if (isAnswering && from.channel().isWritable()) {
            answering().resume();
        }
    }

    /** Answers what can be answered here, in order, and finds a place for the rest. */
    private void serve(ByteBuf in) {
        isServing = true;
        try {
            while (in.isReadable() && isFree() && take(in)) {
                // The next one.
            }
        } catch (Throwable problem) {
            in.release();
            throw problem;
        } finally {
            isServing = false;
        }
        if (!in.isReadable()) {
            in.release();
        } else if (isAnswering) {
            hold(in);
        } else {
            hasPassedOn = true;
            here().fireChannelRead(in);
        }
    }

    /** Whether nothing of what the decoder was given is unfinished. */
    private boolean isFree() {
        return guard.isFree() && decoder.isFree();
    }

    private boolean take(ByteBuf in) {
        int length = Math.min(in.readableBytes(), Loop.REQUEST_BYTES_MAX);
        byte[] bytes = loop.bytes;
        in.getBytes(in.readerIndex(), bytes, 0, length);
        RequestHead head = loop.head;
        if (!head.read(bytes, length)
                || head.contentLength() > length - head.end()
                || !answering().accepts(head)) {
            return false;
        }
        in.skipBytes(head.end() + head.contentLength());
        isAnswering = true;
        guard.onPlainRequest();
        answering().serve(head, bytes);
        return true;
    }

    private void onAnswered() {
        isAnswering = false;
        guard.onPlainAnswer();
        ByteBuf next = held;
        if (next == null || isServing) {
            return;
        }
        held = null;
        guard.readOn();
        serve(next);
        channelReadComplete(here());
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
