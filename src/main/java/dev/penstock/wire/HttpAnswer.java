package dev.penstock.wire;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
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

    /** Sends {@code bytes[0, length)}; the array may be reused at once. */
    Future<Void> send(
            HttpServerResponse response, int status, CharSequence type, byte[] bytes, int length) {
        crc32.reset();
        crc32.update(bytes, 0, length);
        response.setStatusCode(status);
        response.headers()
                .set(REQUEST_ID, requestIds.next())
                .set(CRC32_HEADER, Long.toString(crc32.getValue()))
                .set(HttpHeaders.CONTENT_TYPE, type)
                .set(HttpHeaders.CONTENT_LENGTH, Integer.toString(length));
        return response.end(Buffer.buffer(length).appendBytes(bytes, 0, length));
    }

    Future<Void> send(HttpServerResponse response, int status, CharSequence type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return send(response, status, type, bytes, bytes.length);
    }
}
