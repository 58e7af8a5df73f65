package dev.penstock.wire.connection;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused before anybody has read it. The types are those that AWS lists as common
 * errors of its services.
 */
enum Refusal {
    MALFORMED(
            400,
            "MalformedHttpRequestException",
            "The request is not well-formed HTTP, or leaves open where it ends."),
    LINE_TOO_LONG(
            414, "MalformedHttpRequestException", "The first line of the request is too long."),
    HEADERS_TOO_LONG(
            431, "MalformedHttpRequestException", "The header fields of the request are too long."),
    TIMEOUT(408, "RequestTimeoutException", "The request did not arrive in time.");

    private final int status;
    private final String body;

    Refusal(int status, String type, String message) {
        this.status = status;
        this.body =
                "{\"__type\":\"com.amazon.coral.service#%s\",\"message\":\"%s\"}"
                        .formatted(type, message);
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** Judges what the decoder made of a head; null if nothing is wrong with it. */
    static @Nullable Refusal of(HttpRequest request) {
        DecoderResult result = request.decoderResult();
        if (result.isFailure()) {
            return switch (result.cause()) {
                case TooLongHttpLineException _ -> LINE_TOO_LONG;
                case TooLongHttpHeaderException _ -> HEADERS_TOO_LONG;
                default -> MALFORMED;
            };
        }
        HttpVersion version = request.protocolVersion();
        boolean isOneOne = version.equals(HttpVersion.HTTP_1_1);
        if (!isOneOne && !version.equals(HttpVersion.HTTP_1_0)) {
            return MALFORMED;
        }
        return hasClearEnd(request.headers(), isOneOne) ? null : MALFORMED;
    }

    /**
     * The decoder looks for "chunked" among the codings and takes a body of any other for empty;
     * what follows would then be read as a request. So it is this one coding, said once, or none.
     */
    private static boolean hasClearEnd(HttpHeaders headers, boolean isOneOne) {
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        if (coding == null) {
            return true;
        }
        return isOneOne
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)
                && headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).size() == 1
                && !headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    }
}
