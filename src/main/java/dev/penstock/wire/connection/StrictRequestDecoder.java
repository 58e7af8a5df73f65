package dev.penstock.wire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;

/**
 * Vert.x' decoder, which refuses two kinds of requests more: one that announces its end in two ways
 * (RFC 9112 would let the chunks win, but whoever forwarded it may have believed the length), and a
 * chunk whose size has more than seven digits (Netty's sum runs over, so that it would take
 * 100000002 for 2 and the rest of the chunk for requests).
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    /*
     * Which line is a chunk's size only the decoder knows, and it does not tell. But it hands on
     * contents as it reads them; so the size is read here too, ahead of it, and what it hands on is
     * subtracted. Zero left means that the next line is a size.
     */

    private static final int SIZE_DIGITS_MAX = 7;

    private final HeaderCheck headers;
    private boolean isInHead;
    private boolean isChunked;
    private boolean isBroken;
    private long leftBytes;

    StrictRequestDecoder(HttpServerOptions options, HeaderCheck headers) {
        super(options);
        this.headers = headers;
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        isInHead = true;
        return new DefaultHttpRequest(
                HttpVersion.valueOf(initialLine[2]),
                HttpMethod.valueOf(initialLine[0]),
                initialLine[1],
                new HeadersMultiMap(headers));
    }

    /**
     * Whether it has nothing of a head. A line that is whole it has read and holds no more, so that
     * its buffer alone does not tell.
     */
    boolean isFree() {
        return !isInHead && actualReadableBytes() == 0;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws Exception {
        if (isBroken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        boolean sizeComes = isChunked && leftBytes == 0;
        long sizeBytes = sizeComes ? sizeAhead(in) : 0;
        if (sizeBytes < 0) {
            isBroken = true;
            in.skipBytes(in.readableBytes());
            var last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
            last.setDecoderResult(
                    DecoderResult.failure(new IllegalArgumentException("a chunk too long")));
            out.add(last);
            return;
        }
        leftBytes += sizeBytes;
        int before = out.size();
        super.decode(context, in, out);
        boolean hasContent = false;
        for (int i = before; i < out.size(); i++) {
            hasContent |= track(out.get(i));
        }
        if (sizeComes && !hasContent) {
            // It came no further than the line's begin: to be read again.
            leftBytes = 0;
        }
    }

    private boolean track(Object message) {
        if (message instanceof HttpRequest request) {
            isInHead = false;
            isChunked = HttpUtil.isTransferEncodingChunked(request);
            leftBytes = 0;
        } else if (message instanceof LastHttpContent) {
            isChunked = false;
        } else if (message instanceof HttpContent content) {
            leftBytes -= content.content().readableBytes();
            return true;
        }
        return false;
    }

    /** The size on the next line; 0 if it is not all there, or no number; -1 if it is too long. */
    private static long sizeAhead(ByteBuf in) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (at < end && isSpace(in.getByte(at))) {
            at++;
        }
        long size = 0;
        for (int digits = 0; at < end; digits++, at++) {
            int digit = Character.digit(in.getByte(at), 16);
            if (digit < 0) {
                return size;
            }
            if (digits == SIZE_DIGITS_MAX) {
                return -1;
            }
            size = size << 4 | digit;
        }
        return 0;
    }

    /** The end of the chunk before may still be there. */
    private static boolean isSpace(byte next) {
        return next == '\r' || next == '\n' || next == ' ' || next == '\t';
    }
}
