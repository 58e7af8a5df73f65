package dev.penstock.wire;

import dev.penstock.wire.connection.RequestIds;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.buffer.impl.VertxByteBufAllocator;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.zip.CRC32;

/**
 * Writes answers with the headers that every answer of DynamoDB has: request id, CRC-32 of the body
 * as sent, type and length. One per event loop; keeps nothing between answers.
 */
final class HttpAnswer {
    static final CharSequence TYPE_AMZ_JSON =
            HttpHeaders.createOptimized("application/x-amz-json-1.0");
    static final CharSequence TYPE_JSON = HttpHeaders.createOptimized("application/json");
    static final CharSequence TYPE_TEXT = HttpHeaders.createOptimized("text/plain");

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-amzn-RequestId");
    private static final CharSequence CRC32_HEADER = HttpHeaders.createOptimized("x-amz-crc32");

    private final RequestIds requestIds;
    private final CRC32 crc32 = new CRC32();

    HttpAnswer(RequestIds requestIds) {
        this.requestIds = requestIds;
    }

    /**
     * Sends {@code bytes[0, length)}; the array may be reused at once. The bytes are copied once,
     * to where the socket takes them from.
     *
     * @param taken runs when the socket has taken the answer or never will; not if this throws
     */
    void send(
            HttpServerResponse response,
            int status,
            CharSequence type,
            byte[] bytes,
            int length,
            Runnable taken) {
        crc32.reset();
        crc32.update(bytes, 0, length);
        head(response, status, type, crc32.getValue(), length);
        // Vert.x leaves a buffer that is not its own to whoever made it: it is released here.
        ByteBuf body = VertxByteBufAllocator.POOLED_ALLOCATOR.directBuffer(length, length);
        body.writeBytes(bytes, 0, length);
        Future<Void> sent;
        try {
            sent = response.end(BufferImpl.buffer(body));
        } catch (RuntimeException e) {
            body.release();
            throw e;
        }
        sent.onComplete(
                ignored -> {
                    body.release();
                    taken.run();
                });
    }

    /** Gives an answer that somebody else writes its id. */
    void identify(HttpServerResponse response) {
        response.headers().add(REQUEST_ID, requestIds.next());
    }

    /** Adds the headers of a body that somebody else sends. */
    void head(
            HttpServerResponse response, int status, CharSequence type, long checksum, int length) {
        response.setStatusCode(status);
        response.headers()
                .add(REQUEST_ID, requestIds.next())
                .add(CRC32_HEADER, Long.toString(checksum))
                .add(HttpHeaders.CONTENT_TYPE, type)
                .add(HttpHeaders.CONTENT_LENGTH, Integer.toString(length));
    }
}
