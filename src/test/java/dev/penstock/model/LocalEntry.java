package dev.penstock.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.partition.Database;
import dev.penstock.wire.catalogue.CreateTable;
import dev.penstock.wire.catalogue.DeleteTable;
import dev.penstock.wire.items.BatchGetItem;
import dev.penstock.wire.items.BatchWriteItem;
import dev.penstock.wire.items.DeleteItem;
import dev.penstock.wire.items.GetItem;
import dev.penstock.wire.items.PutItem;
import dev.penstock.wire.items.Query;
import dev.penstock.wire.items.Scan;
import dev.penstock.wire.items.UpdateItem;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Operations called as the HTTP entry calls them, without HTTP: the test's thread is the one event
 * loop. Requests may be begun one after the other and awaited later, as many clients do at once.
 */
final class LocalEntry {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Operation> operations = new HashMap<>();
    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final RequestBody body = new RequestBody();
    private @Nullable Database database;

    LocalEntry() {
        var all =
                List.of(
                        new CreateTable(),
                        new DeleteTable(),
                        new PutItem(),
                        new GetItem(),
                        new UpdateItem(),
                        new DeleteItem(),
                        new BatchGetItem(),
                        new BatchWriteItem(),
                        new Query(),
                        new Scan());
        all.forEach(operation -> operations.put(operation.name(), operation));
    }

    void serve(Database next) {
        database = next;
    }

    /** Runs a step on the event loop. Called by any thread. */
    void execute(Runnable step) {
        loop.add(step);
    }

    /** Hands a request to its operation, and returns as soon as that has let go of it. */
    LocalCall begin(String operationName, JsonNode request) {
        Operation operation = operations.get(operationName);
        Database current = database;
        if (operation == null || current == null) {
            throw new IllegalStateException("nothing serves " + operationName);
        }
        var call = new LocalCall(this, body, current);
        call.attempt(
                () -> {
                    try {
                        body.open(
                                MAPPER.writeValueAsBytes(request),
                                operation.members(),
                                operation.largeMember());
                        operation.handle(call);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } finally {
                        body.close();
                    }
                });
        return call;
    }

    /** Turns the event loop until the call is answered. */
    Answer await(LocalCall call) {
        while (true) {
            Answer answer = call.ended();
            if (answer != null) {
                return answer;
            }
            try {
                loop.take().run();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    Answer call(String operationName, JsonNode request) {
        return await(begin(operationName, request));
    }

    static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
