package dev.penstock.wire;

import dev.penstock.common.Limit;
import dev.penstock.wire.changes.LoopTurns;
import dev.penstock.wire.changes.SubscriberSweep;
import dev.penstock.wire.connection.RequestIds;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.request.RequestBody;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop keeps for its requests: the writer of headers, and answer buffers to reuse. A
 * page that yields keeps its buffer while others are served, hence more than one. Used by its own
 * event loop only.
 */
final class EventLoopState {
    private static final int IDLE_WRITERS_MAX = 8;

    private static final int WRITER_BYTES_FIRST = 8 << 10;

    /** A buffer that a large page has grown is dropped, not kept. */
    @Limit(
            of = "buffer of an answer that an event loop keeps",
            unit = "bytes",
            beyond = "dropped after the answer")
    private static final int IDLE_WRITER_BYTES_MAX = 256 << 10;

    private final HttpAnswer answer;
    private final PlainAnswer plainAnswer;
    private final RequestBody body = new RequestBody();
    private final StepTurns turns = new StepTurns();
    private @Nullable WriterLink writer;
    private @Nullable SubscriberSweep subscribers;
    private final ArrayDeque<JsonWriter> idleWriters = new ArrayDeque<>();

    EventLoopState(RequestIds requestIds) {
        this.answer = new HttpAnswer(requestIds);
        this.plainAnswer = new PlainAnswer(requestIds);
    }

    HttpAnswer answer() {
        return answer;
    }

    PlainAnswer plainAnswer() {
        return plainAnswer;
    }

    /** The request that is being read; another one takes its place when its operation returns. */
    RequestBody body() {
        return body;
    }

    /** The way to the database's writer and back. */
    WriterLink writer(EventExecutor loop) {
        WriterLink current = writer;
        if (current == null) {
            current = new WriterLink(loop);
            writer = current;
        }
        return current;
    }

    /** Steps of long answers that wait. */
    StepTurns turns() {
        return turns;
    }

    /** The loop's subscribers. */
    SubscriberSweep subscribers(EventExecutor loop, LongSupplier nanoTime) {
        SubscriberSweep current = subscribers;
        if (current == null) {
            current = new SubscriberSweep(new LoopTurns(loop), nanoTime);
            subscribers = current;
        }
        return current;
    }

    JsonWriter borrowWriter() {
        JsonWriter writer = idleWriters.pollFirst();
        return writer != null ? writer : new JsonWriter(WRITER_BYTES_FIRST);
    }

    void giveBack(JsonWriter writer) {
        if (writer.bytes().length <= IDLE_WRITER_BYTES_MAX
                && idleWriters.size() < IDLE_WRITERS_MAX) {
            writer.reset();
            idleWriters.addFirst(writer);
        }
    }
}
