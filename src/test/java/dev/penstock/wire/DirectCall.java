package dev.penstock.wire;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.Outcome;
import dev.penstock.publish.export.Exports;
import dev.penstock.stream.Streams;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.RequestBody;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call without HTTP; its thread is the event loop, and runs what is left of it with others. */
final class DirectCall implements Call {
    private static final int ANSWER_BYTES_FIRST = 1 << 10;

    private final RequestBody body;
    private final Database database;
    private final Consumer<Runnable> loop;
    private final JsonWriter writer;
    private final @Nullable Streams streams;
    private @Nullable ErrorCode error;
    private boolean ended;

    DirectCall(RequestBody body, Database database, Consumer<Runnable> loop) {
        this(body, database, loop, new JsonWriter(ANSWER_BYTES_FIRST));
    }

    /** One that may be of any operation. */
    DirectCall(RequestBody body, Database database, Streams streams, Consumer<Runnable> loop) {
        this(body, database, streams, loop, new JsonWriter(ANSWER_BYTES_FIRST));
    }

    /**
     * @param writer empty; holds the answer in the end
     */
    DirectCall(RequestBody body, Database database, Consumer<Runnable> loop, JsonWriter writer) {
        this(body, database, null, loop, writer);
    }

    private DirectCall(
            RequestBody body,
            Database database,
            @Nullable Streams streams,
            Consumer<Runnable> loop,
            JsonWriter writer) {
        this.body = body;
        this.database = database;
        this.streams = streams;
        this.loop = loop;
        this.writer = writer;
    }

    boolean isEnded() {
        return ended;
    }

    /** Null: 200. */
    @Nullable ErrorCode error() {
        return error;
    }

    byte[] answerBytes() {
        return writer.toBytes();
    }

    void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException problem) {
            fail(problem);
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
        return Objects.requireNonNull(streams, "an operation of streams");
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
        return "localhost";
    }

    @Override
    public JsonWriter answer() {
        return writer;
    }

    @Override
    public void send() {
        end(null);
    }

    @Override
    public void fail(Throwable problem) {
        if (!(problem instanceof RequestException refusal)) {
            throw new AssertionError("the server would have answered 500", problem);
        }
        writer.reset();
        if (ErrorAnswer.write(writer, refusal) >= 500) {
            throw new AssertionError("answered " + refusal.code(), problem);
        }
        end(refusal.code());
    }

    @Override
    public void failCondition(byte @Nullable [] item) {
        if (item == null) {
            fail(ErrorAnswer.conditionFailed());
            return;
        }
        writer.reset();
        ErrorAnswer.writeConditionFailed(writer, item);
        end(ErrorCode.CONDITION_FAILED);
    }

    private void end(@Nullable ErrorCode code) {
        if (ended) {
            throw new AssertionError("answered twice: " + error + " and " + code);
        }
        error = code;
        ended = true;
    }

    @Override
    public void submit(Command command, int heldBytes, Consumer<Outcome> then) {
        var _ =
                database()
                        .submit(command, heldBytes)
                        .thenAccept(
                                outcome -> loop.accept(() -> attempt(() -> then.accept(outcome))));
    }

    @Override
    public void later(Runnable step) {
        loop.accept(() -> attempt(step));
    }

    @Override
    public boolean isOverdue() {
        return false;
    }
}
