package dev.penstock.wire;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.Outcome;
import dev.penstock.publish.export.Exports;
import dev.penstock.stream.Streams;
import dev.penstock.wire.changes.Subscribe;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.Arns;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request from its operation's first step to its answer. Everything here runs on the
 * request's own event loop; what completes elsewhere is moved there first.
 *
 * <p>It holds budget for its body and for its answer, and gives both back however it ends.
 */
final class Exchange implements Call {
    @Limit(
            of = "time from the first step of an answer to its last",
            unit = "ms",
            beyond = "the page ends with LastEvaluatedKey, a batch with UnprocessedKeys")
    private static final int STEPS_MILLIS_MAX = 5_000;

    /** A longer answer is sent in pieces: the heap is spared its copies, the loop a long write. */
    private static final int WHOLE_BYTES_MAX = 64 << 10;

    private final Entry entry;
    private final EventLoopState loop;
    private final Requester requester;
    private final long startNanos;
    private String operation = "";
    private @Nullable RequestBody body;
    private @Nullable Backend backend;
    private @Nullable JsonWriter writer;
    private boolean ended;

    /** A long answer, or the steps of one so far; null for most. */
    private @Nullable AnswerPieces pieces;

    /** When the first step had ended; 0 before. */
    private long stepsNanos;

    Exchange(Entry entry, EventLoopState loop, Requester requester) {
        this.entry = entry;
        this.loop = loop;
        this.requester = requester;
        this.startNanos = entry.environment().nanoTime().getAsLong();
    }

    /** What all exchanges of one entry share. */
    record Entry(
            EndpointSettings settings,
            EndpointEnvironment environment,
            Arns arns,
            ByteBudget bodies,
            ByteBudget answers,
            FailureLog failures) {}

    /** Runs {@code step}; whatever it throws becomes the answer. */
    void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError e) {
            fail(e);
        }
    }

    void begin(String operation, RequestBody body, @Nullable Backend backend) {
        this.operation = operation;
        this.body = body;
        this.backend = backend;
    }

    @Override
    public RequestBody body() {
        return present(body);
    }

    @Override
    public Database database() {
        return present(backend).database();
    }

    @Override
    public Streams streams() {
        return present(backend).streams();
    }

    @Override
    public Exports exports() {
        return present(backend).exports();
    }

    @Override
    public Arns arns() {
        return entry.arns();
    }

    @Override
    public String host() {
        return requester.host();
    }

    @Override
    public JsonWriter answer() {
        JsonWriter current = writer;
        if (current == null) {
            current = loop.borrowWriter();
            writer = current;
        }
        return current;
    }

    @Override
    public void send() {
        sendJson(200);
    }

    @Override
    public void fail(Throwable problem) {
        RequestException error = problem instanceof RequestException known ? known : null;
        if (error == null) {
            entry.failures().unexpected(operation, problem);
        } else {
            entry.failures().expected(operation, error);
        }
        JsonWriter out = anew();
        sendJson(ErrorAnswer.write(out, error != null ? error : ErrorAnswer.internal()));
    }

    @Override
    public void failCondition(byte @Nullable [] item) {
        if (item == null) {
            fail(ErrorAnswer.conditionFailed());
            return;
        }
        JsonWriter out = anew();
        sendJson(ErrorAnswer.writeConditionFailed(out, item));
    }

    /** Drops what is written, unless it is on its way. */
    private JsonWriter anew() {
        if (!ended) {
            dropPieces();
        }
        JsonWriter out = answer();
        out.reset();
        return out;
    }

    @Override
    public void submit(Command command, int heldBytes, Consumer<Outcome> then) {
        loop.writer(requester.loop())
                .submit(
                        database(),
                        command,
                        heldBytes,
                        outcome -> requester.dispatch(() -> attempt(() -> then.accept(outcome))));
    }

    @Override
    public boolean isOverdue() {
        return stepsNanos != 0
                && entry.environment().nanoTime().getAsLong() - stepsNanos
                        > STEPS_MILLIS_MAX * 1_000_000L;
    }

    @Override
    public void later(Runnable step) {
        if (stepsNanos == 0) {
            stepsNanos = entry.environment().nanoTime().getAsLong();
        }
        JsonWriter out = answer();
        if (!pieces().tryAdd(out.bytes(), out.length())) {
            throw ErrorAnswer.throttled();
        }
        out.beginPiece();
        inTurn(() -> goOn(step));
    }

    @Override
    public void resume(Runnable step) {
        try {
            requester.loop().execute(() -> requester.dispatch(() -> goOn(step)));
        } catch (RejectedExecutionException e) {
            // The loop has ended, and with it the connection: nobody waits any more.
        }
    }

    private AnswerPieces pieces() {
        AnswerPieces current = pieces;
        if (current == null) {
            current = new AnswerPieces(entry.answers());
            pieces = current;
        }
        return current;
    }

    private void inTurn(Runnable step) {
        loop.turns().add(() -> requester.dispatch(step), requester.loop());
    }

    private void goOn(Runnable step) {
        if (requester.isGone()) {
            abandon();
        } else {
            attempt(step);
        }
    }

    private void sendJson(int status) {
        JsonWriter out = answer();
        if (!ended && pieces == null && out.length() <= WHOLE_BYTES_MAX) {
            send(status, HttpAnswer.TYPE_AMZ_JSON, out.bytes(), out.length());
        } else if (!ended) {
            pieces().add(out.bytes(), out.length());
            sendPieces(status);
        }
        writer = null;
        loop.giveBack(out);
    }

    /** What a subscriber's answer needs from here on. */
    Subscribe.Surroundings surroundings(RequestBody scratch) {
        return new Subscribe.Surroundings(
                loop.subscribers(requester.loop(), entry.environment().nanoTime()),
                scratch,
                entry.answers()::reserve,
                entry.answers()::release);
    }

    /** Somebody else answers, with an answer that does not end. */
    void handOver(Runnable answer) {
        ended = true;
        requester.releaseBody();
        answer.run();
        observe(200);
    }

    void sendText(int status, CharSequence type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        send(status, type, bytes, bytes.length);
    }

    /**
     * The answer is counted until the socket has taken it, so that clients who do not read cannot
     * fill the heap. What is decided is sent, even past the budget: the next requests pay for it.
     */
    private void send(int status, CharSequence type, byte[] bytes, int length) {
        ended = true;
        requester.releaseBody();
        if (requester.isGone()) {
            return;
        }
        ByteBudget answers = entry.answers();
        answers.reserve(length);
        observe(status);
        try {
            requester.send(status, type, bytes, length, () -> answers.release(length));
        } catch (Throwable problem) {
            answers.release(length);
            throw problem;
        }
    }

    private void sendPieces(int status) {
        ended = true;
        requester.releaseBody();
        if (requester.isGone()) {
            dropPieces();
            return;
        }
        AnswerPieces answer = pieces();
        AnswerPieces.Sink sink =
                requester.begin(status, HttpAnswer.TYPE_AMZ_JSON, answer.crc32(), answer.length());
        answer.send(sink, this::inTurn);
        observe(status);
    }

    private void observe(int status) {
        long latencyNanos = entry.environment().nanoTime().getAsLong() - startNanos;
        entry.environment().observer().answered(operation, status, latencyNanos);
    }

    private void dropPieces() {
        if (pieces != null) {
            pieces.release();
            pieces = null;
        }
    }

    /** The client went away: nobody waits for an answer. */
    void abandon() {
        dropPieces();
        if (ended) {
            return;
        }
        ended = true;
        requester.releaseBody();
        if (writer != null) {
            loop.giveBack(writer);
            writer = null;
        }
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the operation has not begun");
        }
        return value;
    }
}
