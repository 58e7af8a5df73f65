package dev.penstock.wire.changes;

import dev.penstock.error.RequestException;
import dev.penstock.log.ReadableLog;
import dev.penstock.partition.Database;
import dev.penstock.partition.Table;
import dev.penstock.partition.Version;
import dev.penstock.publish.Delivery;
import dev.penstock.publish.SubscribeTo;
import dev.penstock.publish.Subscriptions;
import dev.penstock.stream.StreamStart;
import dev.penstock.table.LatestStream;
import dev.penstock.table.StreamDefinition;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** {@code GET /streams/{table}/changes}: a table's changes, as they happen. */
public final class Subscribe {
    private final Database database;
    private final Subscriptions subscriptions;
    private final String region;

    public Subscribe(Database database, Subscriptions subscriptions, String region) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.region = region;
    }

    /** Whether a path is that of a table's changes. */
    public static boolean isPath(@Nullable String path) {
        return SubscribeRequest.isPath(path);
    }

    /**
     * What a connection needs of its event loop and of the endpoint.
     *
     * @param scratch reads what stands in the request as JSON
     * @param reserve counts bytes that wait for the socket
     */
    public record Surroundings(
            SubscriberSweep sweep,
            RequestBody scratch,
            LongConsumer reserve,
            LongConsumer release) {}

    /**
     * Checks everything and joins; nothing is sent yet.
     *
     * @return sends the answer
     * @throws RequestException if it is refused
     */
    public Runnable accept(HttpServerRequest request, Surroundings around) {
        var asked = new SubscribeRequest(request);
        StreamDefinition stream = requireStream(asked.tableName());
        ReadableLog log = database.log();
        StreamStart start = asked.start(log, stream);
        Multi<Delivery> changes =
                subscriptions.subscribe(
                        new SubscribeTo(
                                stream,
                                asked.form(region),
                                start,
                                asked.filter(around.scratch),
                                around.sweep.loop()));
        var response =
                new SubscriberResponse(
                        request,
                        asked.framing(),
                        subscriptions,
                        around.sweep,
                        new SubscriberResponse.Budget(around.reserve, around.release));
        return () -> {
            response.begin(asked.framing().greeting(start.isTrimmed() ? null : start.resume()));
            var _ = changes.subscribe().withSubscriber(response);
        };
    }

    private StreamDefinition requireStream(String tableName) {
        Version version = database.version();
        Table table = version.table(tableName);
        if (table == null) {
            throw Texts.noTable(tableName);
        }
        LatestStream latest = table.definition().settings().stream();
        StreamDefinition stream =
                latest == null || !latest.enabled()
                        ? null
                        : version.stream(tableName, latest.label());
        if (stream == null) {
            throw RequestException.validation(
                    "Table "
                            + tableName
                            + " has no stream to subscribe to. Enable one: UpdateTable with"
                            + " StreamSpecification {\"StreamEnabled\": true, \"StreamViewType\":"
                            + " \"NEW_AND_OLD_IMAGES\"}");
        }
        return stream;
    }
}
