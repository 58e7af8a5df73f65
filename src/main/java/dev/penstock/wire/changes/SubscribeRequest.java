package dev.penstock.wire.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.error.RequestException;
import dev.penstock.expression.Condition;
import dev.penstock.expression.ExpressionContext;
import dev.penstock.expression.Expressions;
import dev.penstock.log.ReadableLog;
import dev.penstock.publish.ChangeForm;
import dev.penstock.stream.StreamPosition;
import dev.penstock.stream.StreamStart;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a subscriber's request asks for, in its address and its headers. */
final class SubscribeRequest {
    private static final String PREFIX = "/streams/";
    private static final String SUFFIX = "/changes";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Set<String> PARAMETERS =
            Set.of("from", "format", "filter", "names", "values");
    private static final String SIGNATURE_PREFIX = "X-Amz-";
    private static final List<JsonName> MEMBERS =
            List.of(Names.EXPRESSION_ATTRIBUTE_NAMES, Names.EXPRESSION_ATTRIBUTE_VALUES);

    private final HttpServerRequest request;
    private final MultiMap parameters;

    SubscribeRequest(HttpServerRequest request) {
        this.request = request;
        parameters = request.params();
        for (Map.Entry<String, String> parameter : parameters) {
            String name = parameter.getKey();
            if (!PARAMETERS.contains(name) && !name.startsWith(SIGNATURE_PREFIX)) {
                throw RequestException.validation(
                        "Unknown parameter: "
                                + name
                                + "; there are: filter, format, from, names, values");
            }
        }
    }

    /** Whether a path is that of a table's changes. */
    static boolean isPath(@Nullable String path) {
        return path != null
                && path.startsWith(PREFIX)
                && path.endsWith(SUFFIX)
                && path.length() > PREFIX.length() + SUFFIX.length();
    }

    String tableName() {
        String path = request.path();
        if (path == null) {
            throw new IllegalStateException("a request without a path");
        }
        return path.substring(PREFIX.length(), path.length() - SUFFIX.length());
    }

    Framing framing() {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(Framing.LINES.contentType())
                ? Framing.LINES
                : Framing.EVENTS;
    }

    ChangeForm form(String region) {
        String format = parameters.get("format");
        return switch (format == null ? "dynamodb" : format) {
            case "dynamodb" -> framing().form("dynamodb", () -> new DynamoDbChange(region));
            case "debezium" -> framing().form("debezium", () -> new DebeziumChange(region));
            default ->
                    throw RequestException.validation(
                            "format must be dynamodb or debezium, not " + format);
        };
    }

    /** Where to begin: what a client has read already comes before what its address says. */
    StreamStart start(ReadableLog log, StreamDefinition stream) {
        String last = request.getHeader(LAST_EVENT_ID);
        if (last != null && !last.isEmpty()) {
            return StreamStart.at(log, stream, position(LAST_EVENT_ID, last).next());
        }
        String from = parameters.get("from");
        if (from == null || from.equals("now")) {
            return StreamStart.now(log, stream);
        }
        return from.equals("oldest")
                ? StreamStart.oldest(log, stream)
                : StreamStart.at(log, stream, position("from", from));
    }

    private static StreamPosition position(String where, String number) {
        StreamPosition position = StreamPosition.ofNumber(number);
        if (position == null) {
            throw RequestException.validation(
                    where + " must be the sequence number of a change, not " + number);
        }
        return position;
    }

    /**
     * The filter; null if everything is wanted.
     *
     * @param scratch reads names and values
     */
    @Nullable Condition filter(RequestBody scratch) {
        String text = parameters.get("filter");
        String names = parameters.get("names");
        String values = parameters.get("values");
        if (text == null) {
            if (names != null || values != null) {
                throw RequestException.validation("names and values need a filter");
            }
            return null;
        }
        String placeholders =
                "{\"%s\":%s,\"%s\":%s}"
                        .formatted(
                                Names.EXPRESSION_ATTRIBUTE_NAMES,
                                names == null ? "null" : names,
                                Names.EXPRESSION_ATTRIBUTE_VALUES,
                                values == null ? "null" : values);
        try {
            scratch.open(placeholders.getBytes(UTF_8), MEMBERS, null);
            var context = context(scratch);
            var filter = Expressions.parseFilter(text, context);
            context.requireAllUsed();
            return filter;
        } finally {
            scratch.close();
        }
    }

    private static ExpressionContext context(RequestBody body) {
        JsonReader names = body.find(Names.EXPRESSION_ATTRIBUTE_NAMES);
        Map<String, String> given = names == null ? null : body.values().readExpressionNames(names);
        JsonReader values = body.find(Names.EXPRESSION_ATTRIBUTE_VALUES);
        var draft = values == null ? null : body.values().readExpressionValues(values);
        return ExpressionContext.of(
                given, draft == null ? null : draft.get(), body.knownExpressions());
    }
}
