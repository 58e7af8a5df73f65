package dev.penstock.wire.request;

import dev.penstock.partition.Command;
import dev.penstock.partition.Database;
import dev.penstock.partition.Outcome;
import dev.penstock.publish.export.Exports;
import dev.penstock.stream.Streams;
import dev.penstock.wire.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to its answer. Belongs to one event loop: every method is called there,
 * and everything that it was given runs there.
 *
 * <p>Exactly one of {@link #send}, {@link #fail} or a thrown exception ends it.
 */
public interface Call {
    /** The request's members. */
    RequestBody body();

    Database database();

    Streams streams();

    Exports exports();

    /** What every ARN of this server begins with. */
    Arns arns();

    /** The host and port that the client called, as its request says; empty if it says none. */
    String host();

    /**
     * Where the answer is written. Kept until the answer is sent; it may be reset to start anew.
     */
    JsonWriter answer();

    /** Sends what {@link #answer} holds, with status 200. */
    void send();

    /** Ends the call with an error. What {@link #answer} holds is dropped. */
    void fail(Throwable problem);

    /**
     * Ends the call with {@code ConditionalCheckFailedException}.
     *
     * @param item the item that is there, if the request asked for it
     */
    void failCondition(byte @Nullable [] item);

    /**
     * Hands a command to the database's writer and goes on with its outcome, on this call's event
     * loop. An exception of {@code then} fails the call.
     *
     * @param heldBytes what the command keeps in memory: its request's bytes are a fair bound
     * @throws dev.penstock.error.RequestException THROTTLING or UNAVAILABLE, if it is not accepted
     */
    void submit(Command command, int heldBytes, Consumer<Outcome> then);

    /**
     * Sets aside what {@link #answer} holds, lets the event loop serve others, then goes on. An
     * exception of {@code step} fails the call.
     *
     * @throws dev.penstock.error.RequestException THROTTLING if answers take all the room there is
     */
    void later(Runnable step);

    /**
     * Goes on, on this call's event loop, with what was done elsewhere meanwhile. An exception of
     * {@code step} fails the call. Any thread.
     */
    void resume(Runnable step);

    /**
     * Whether the answer has been in the making for as long as it may hold a version of the
     * database: it must end now, with what it has.
     */
    boolean isOverdue();
}
