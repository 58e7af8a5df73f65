package dev.penstock.wire;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.wire.changes.Subscribe;
import dev.penstock.wire.connection.Connections;
import dev.penstock.wire.connection.FastPath;
import dev.penstock.wire.connection.PlainRequests;
import dev.penstock.wire.connection.RequestIds;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's HTTP entry: whoever hosts it hands every request here, on an event loop, body unread.
 * It judges a request in DynamoDB's order (docs: "Order of checks") up to the operation, which does
 * the rest. The host must leave compression, {@code Expect: 100-continue} and body limits to it.
 *
 * <p>Any number of event loops may call it; none is ever blocked.
 */
public final class DynamoDbEndpoint
        implements Handler<HttpServerRequest>, Connections.PlainEndpoint {
    private static final CharSequence TARGET = HttpHeaders.createOptimized("x-amz-target");
    private static final String SUBSCRIBE = "Subscribe";
    private static final String CONTINUE = "100-continue";
    private static final String NOT_FOUND_BODY = "<UnknownOperationException/>\n";
    private static final String OTHER_JSON_BODY =
            "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\","
                    + "\"message\":null},\"Version\":\"1.0\"}";

    private final Supplier<@Nullable Backend> backend;
    private final Exchange.Entry entry;
    private final Operations operations;
    private final FastThreadLocal<EventLoopState> loops;

    /**
     * @param backend null while the database is recovering or stopping: answered with 503
     */
    public DynamoDbEndpoint(
            Supplier<@Nullable Backend> backend,
            EndpointSettings settings,
            EndpointEnvironment environment) {
        this.backend = backend;
        this.operations = Operations.all();
        this.entry =
                new Exchange.Entry(
                        settings,
                        environment,
                        new Arns(settings.region(), settings.accountId()),
                        new ByteBudget(settings.bodiesInFlightBytesMax()),
                        new ByteBudget(settings.answersInFlightBytesMax()),
                        new FailureLog(environment.nanoTime()));
        this.loops =
                new FastThreadLocal<>() {
                    @Override
                    protected EventLoopState initialValue() {
                        return new EventLoopState(new RequestIds(environment.randoms().get()));
                    }
                };
    }

    /** Whether no body is held and no answer is on its way; any thread, for whoever drains. */
    public boolean isIdle() {
        return entry.bodies().isUnused() && entry.answers().isUnused();
    }

    /** Whether half of the memory for bodies or for answers is taken. */
    @Override
    public boolean isPressed() {
        return entry.bodies().isPressed() || entry.answers().isPressed();
    }

    @Override
    public PlainRequests open(FastPath path, EventLoop loop) {
        return new PlainRequester(this, loops.get(), path, loop);
    }

    @Override
    public void handle(HttpServerRequest request) {
        var receiver =
                new BodyReceiver(
                        entry.settings().requestBytesMax(),
                        entry.bodies(),
                        () -> announcedBytes(request));
        var context = Objects.requireNonNull(ContextInternal.current(), "not on an event loop");
        EventLoopState loop = loops.get();
        var requester = new HttpRequester(request, receiver, loop.answer(), context);
        var exchange = new Exchange(entry, loop, requester);
        request.exceptionHandler(problem -> exchange.abandon());
        request.response().exceptionHandler(problem -> exchange.abandon());
        request.handler(chunk -> onChunk(exchange, request, receiver, chunk));
        request.endHandler(end -> exchange.attempt(() -> onBody(exchange, request, receiver)));
        if (expectsContinue(request)) {
            request.response().writeContinue();
        }
        request.resume();
    }

    /** What a target names; null if it is nothing that is built. */
    @Nullable Operation operation(String target) {
        return operations.find(target);
    }

    Exchange.Entry entry() {
        return entry;
    }

    private static void onChunk(
            Exchange exchange, HttpServerRequest request, BodyReceiver receiver, Buffer chunk) {
        if (!receiver.add(chunk)) {
            exchange.sendText(413, HttpAnswer.TYPE_AMZ_JSON, "");
            request.connection().close();
        }
    }

    /** The decoder has made sure that it is a number, if it is there. */
    private static long announcedBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }

    private static boolean expectsContinue(HttpServerRequest request) {
        String expect = request.getHeader(HttpHeaders.EXPECT);
        return expect != null && expect.equalsIgnoreCase(CONTINUE);
    }

    private void onBody(Exchange exchange, HttpServerRequest request, BodyReceiver receiver) {
        switch (receiver.state()) {
            case TOO_LONG -> exchange.sendText(413, HttpAnswer.TYPE_AMZ_JSON, "");
            case OVER_BUDGET -> exchange.fail(ErrorAnswer.throttled());
            case ACCEPTED -> onRequest(exchange, request, receiver);
        }
    }

    private void onRequest(Exchange exchange, HttpServerRequest request, BodyReceiver receiver) {
        HttpMethod method = request.method();
        if (Subscribe.isPath(request.path()) && !method.equals(HttpMethod.OPTIONS)) {
            onSubscribe(exchange, request);
        } else if (method.equals(HttpMethod.POST)) {
            onPost(exchange, request, receiver);
        } else if (method.equals(HttpMethod.OPTIONS)) {
            Cors.preflight(request, request.response());
            exchange.sendText(200, HttpAnswer.TYPE_TEXT, "");
        } else if (method.equals(HttpMethod.GET) && "/".equals(request.path())) {
            answerHealth(exchange);
        } else {
            exchange.sendText(404, HttpAnswer.TYPE_TEXT, NOT_FOUND_BODY);
        }
    }

    private void onSubscribe(Exchange exchange, HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            request.response().headers().set("Allow", "GET, OPTIONS");
            exchange.sendText(405, HttpAnswer.TYPE_TEXT, "");
            return;
        }
        exchange.begin(SUBSCRIBE, loops.get().body(), null);
        // A browser or curl cannot sign. What is signed must be signed well.
        if (AuthorizationCheck.isSigned(request)) {
            AuthorizationCheck.check(request);
        }
        Backend current = backend.get();
        if (current == null) {
            throw ErrorAnswer.unavailable();
        }
        if (entry.answers().isExhausted()) {
            throw ErrorAnswer.throttled();
        }
        if (request.response().closed()) {
            exchange.abandon();
            return;
        }
        var subscribe =
                new Subscribe(
                        current.database(), current.subscriptions(), entry.settings().region());
        Runnable answer = subscribe.accept(request, exchange.surroundings(loops.get().body()));
        exchange.handOver(
                () -> {
                    Cors.allow(request, request.response());
                    loops.get().answer().identify(request.response());
                    answer.run();
                });
    }

    private void answerHealth(Exchange exchange) {
        if (backend.get() == null) {
            exchange.sendText(503, HttpAnswer.TYPE_TEXT, "not ready: recovering or stopping");
        } else {
            String region = entry.settings().region();
            exchange.sendText(
                    200, HttpAnswer.TYPE_TEXT, "healthy: dynamodb." + region + ".amazonaws.com ");
        }
    }

    private void onPost(Exchange exchange, HttpServerRequest request, BodyReceiver receiver) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean isAmzJson = isType(type, HttpAnswer.TYPE_AMZ_JSON);
        if (!isAmzJson && !isType(type, HttpAnswer.TYPE_JSON)) {
            exchange.sendText(404, HttpAnswer.TYPE_TEXT, NOT_FOUND_BODY);
            return;
        }
        byte[] bytes;
        try {
            bytes = decoded(request, receiver);
        } catch (BodyDecoder.TooLongException e) {
            exchange.sendText(413, HttpAnswer.TYPE_AMZ_JSON, "");
            return;
        }
        Operation named = operations.find(request.getHeader(TARGET));
        RequestBody body = loops.get().body();
        try {
            open(body, bytes, named);
            if (!isAmzJson) {
                exchange.sendText(404, HttpAnswer.TYPE_JSON, OTHER_JSON_BODY);
                return;
            }
            if (named == null) {
                throw Operations.unknown(request.getHeader(TARGET));
            }
            AuthorizationCheck.check(request);
            begin(exchange, named, body);
        } finally {
            body.close();
        }
    }

    /** A request of the fast path, of which only the body is left to be judged. */
    void serve(Exchange exchange, Operation named, byte[] bytes) {
        RequestBody body = loops.get().body();
        try {
            open(body, bytes, named);
            begin(exchange, named, body);
        } finally {
            body.close();
        }
    }

    private static void open(RequestBody body, byte[] bytes, @Nullable Operation named) {
        if (named != null) {
            body.open(bytes, named.members(), named.largeMember());
        } else {
            body.open(bytes, List.of(), null);
        }
    }

    /** The request is JSON, and it is clear who asks for what. */
    private void begin(Exchange exchange, Operation named, RequestBody body) {
        Backend current = backend.get();
        if (current == null) {
            throw ErrorAnswer.unavailable();
        }
        if (entry.answers().isExhausted()) {
            throw ErrorAnswer.throttled();
        }
        exchange.begin(named.name(), body, current);
        named.handle(exchange);
    }

    private byte[] decoded(HttpServerRequest request, BodyReceiver receiver)
            throws BodyDecoder.TooLongException {
        byte[] sent = receiver.take();
        if (sent == null) {
            throw ErrorAnswer.throttled();
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return sent;
        }
        BodyDecoder decoder =
                switch (encoding.toLowerCase(Locale.ROOT)) {
                    case "gzip", "x-gzip" -> BodyDecoder.gzip(sent);
                    case "deflate" -> BodyDecoder.deflate(sent);
                    default -> throw new RequestException(ErrorCode.SERIALIZATION, "");
                };
        int length = decoder.length(entry.settings().requestBytesMax());
        if (!receiver.reserveMore(length)) {
            throw ErrorAnswer.throttled();
        }
        return decoder.decode(length);
    }

    /** Parameters such as a charset may follow the type. */
    private static boolean isType(@Nullable String header, CharSequence type) {
        if (header == null || !header.startsWith(type.toString())) {
            return false;
        }
        return header.length() == type.length()
                || header.charAt(type.length()) == ';'
                || header.charAt(type.length()) == ' ';
    }
}
