package dev.penstock.wire;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Lets scripts of any web page call, as the service does: the signature is what protects. */
final class Cors {
    private static final CharSequence EXPOSED =
            HttpHeaders.createOptimized(
                    "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,"
                            + "x-amzn-ErrorMessage,Date");
    private static final CharSequence ANY = HttpHeaders.createOptimized("*");

    /** Seconds: two days. */
    private static final CharSequence MAX_AGE = HttpHeaders.createOptimized("172800");

    private Cors() {}

    /** Adds what a browser wants to see on an answer, if a browser asked. */
    static void allow(HttpServerRequest request, HttpServerResponse response) {
        if (request.getHeader(HttpHeaders.ORIGIN) != null) {
            response.headers()
                    .set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
                    .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }

    /** The answer to a preflight request allows whatever it asks for. */
    static void preflight(HttpServerRequest request, HttpServerResponse response) {
        response.headers()
                .set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
                .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        echo(
                request,
                response,
                HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS,
                HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS);
        echo(
                request,
                response,
                HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD,
                HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS);
    }

    private static void echo(
            HttpServerRequest request,
            HttpServerResponse response,
            CharSequence asked,
            CharSequence allowed) {
        String value = request.getHeader(asked);
        if (value != null) {
            response.headers().set(allowed, value);
        }
    }
}
