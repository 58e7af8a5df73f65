package dev.penstock.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.model.language.ValueJson;
import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.Outcome;
import dev.penstock.publish.export.Exports;
import dev.penstock.stream.Streams;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.RequestBody;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of a {@link LocalEntry}; keeps to the same contract as one that came by HTTP. */
final class LocalCall implements Call {
    private static final int ANSWER_BYTES_FIRST = 1 << 10;

    private final LocalEntry entry;
    private final RequestBody body;
    private final Database database;
    private final JsonWriter writer = new JsonWriter(ANSWER_BYTES_FIRST);
    private @Nullable Answer ended;

    LocalCall(LocalEntry entry, RequestBody body, Database database) {
        this.entry = entry;
        this.body = body;
        this.database = database;
    }

    /** The answer; null as long as there is none. */
    @Nullable Answer ended() {
        return ended;
    }

    void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public RequestBody body() {
        return body;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Streams streams() {
        throw new IllegalStateException("no streams here");
    }

    @Override
    public void resume(Runnable step) {
        later(step);
    }

    @Override
    public Exports exports() {
        return Exports.NONE;
    }

    @Override
    public Arns arns() {
        return new Arns("us-east-1", "000000000000");
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public JsonWriter answer() {
        return writer;
    }

    @Override
    public void send() {
        end(new Answer(null, "", LocalEntry.parse(writer.toBytes())));
    }

    @Override
    public void fail(Throwable problem) {
        if (!(problem instanceof RequestException refusal)) {
            throw new AssertionError("the server would have answered 500", problem);
        }
        end(new Answer(refusal.code(), refusal.text(), ValueJson.NODES.objectNode()));
    }

    @Override
    public void failCondition(byte @Nullable [] item) {
        JsonNode json = ValueJson.NODES.objectNode();
        if (item != null) {
            writer.reset();
            json =
                    ValueJson.NODES
                            .objectNode()
                            .set("Item", LocalEntry.parse(writer.item(item).toBytes()));
        }
        end(new Answer(ErrorCode.CONDITION_FAILED, "The conditional request failed", json));
    }

    private void end(Answer answer) {
        if (ended != null) {
            throw new AssertionError("answered twice: " + ended + " and " + answer);
        }
        ended = answer;
    }

    @Override
    public void submit(Command command, int heldBytes, Consumer<Outcome> then) {
        var _ =
                database()
                        .submit(command, heldBytes)
                        .thenAccept(
                                outcome ->
                                        entry.execute(() -> attempt(() -> then.accept(outcome))));
    }

    @Override
    public void later(Runnable step) {
        entry.execute(() -> attempt(step));
    }

    @Override
    public boolean isOverdue() {
        return false;
    }
}
