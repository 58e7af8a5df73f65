package dev.penstock.partition;

import dev.penstock.common.Sleeper;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer: many threads offer, one takes. Bounded in commands and in bytes;
 * neither side ever blocks on the other, and only the taker may park.
 *
 * <p>A command counts from {@link #offer} until {@link #release}, after its reply, so that the
 * bounds cover what is being decided and synced too.
 *
 * <p>Who offers first reserves room in one atomic word: commands in the upper 23 bits, bytes in the
 * lower 40, and the sign for "closed". A reservation that went through before closing is always
 * followed by its command, so a taker that waits for the word to count zero has answered everyone.
 */
final class Inbox {
    static final String FULL = "The server's write queue is full. Retry after a short wait.";
    static final String CLOSED = "The server is stopping.";

    private static final int BYTES_BITS = 40;
    private static final long ONE_COMMAND = 1L << BYTES_BITS;
    private static final long BYTES_MASK = ONE_COMMAND - 1;
    private static final long CLOSED_BIT = Long.MIN_VALUE;

    /** Half of what the word can hold, so that refused offers cannot run into the sign bit. */
    static final int COMMANDS_MAX = 1 << 22;

    static final long BYTES_MAX = 1L << (BYTES_BITS - 1);

    private final DatabaseSettings.Inbox limits;
    private final ConcurrentLinkedQueue<Submission> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong reserved = new AtomicLong();

    private final Sleeper taker = new Sleeper();

    Inbox(DatabaseSettings.Inbox limits) {
        this.limits = limits;
    }

    /** Any thread. Wakes the taker if it sleeps. */
    void offer(Submission submission) {
        post(submission);
        wake();
    }

    /**
     * Any thread. Leaves a taker that sleeps asleep: the same thread must {@link #wake} it,
     * whatever happens meanwhile.
     */
    void post(Submission submission) {
        reserve(submission.heldBytes());
        waiting.add(submission);
    }

    /** Any thread. Wakes the taker if it sleeps. */
    void wake() {
        taker.wake();
    }

    /** Taker only. Null if nothing waits. */
    @Nullable Submission poll() {
        return waiting.poll();
    }

    /** Taker only: gives back the room of commands that were answered. */
    void release(int commands, long bytes) {
        reserved.addAndGet(-(commands * ONE_COMMAND + bytes));
    }

    /** Taker only. Parks until something waits; false if nothing waits and nothing ever will. */
    boolean awaitWork() {
        while (waiting.isEmpty()) {
            if (reserved.get() == CLOSED_BIT) {
                return false;
            }
            taker.parkUnless(() -> !waiting.isEmpty() || reserved.get() == CLOSED_BIT);
        }
        return true;
    }

    /** Any thread: refuses all later offers. */
    void close() {
        reserved.getAndUpdate(word -> word | CLOSED_BIT);
        wake();
    }

    /** Commands that were accepted and not yet answered. */
    int commands() {
        return (int) ((reserved.get() & ~CLOSED_BIT) >>> BYTES_BITS);
    }

    /** Bytes of the commands that were accepted and not yet answered. */
    long bytes() {
        return reserved.get() & BYTES_MASK;
    }

    private void reserve(int bytes) {
        long claim = ONE_COMMAND + bytes;
        long word = reserved.addAndGet(claim);
        if (word < 0) {
            reserved.addAndGet(-claim);
            wake();
            throw new RequestException(ErrorCode.UNAVAILABLE, CLOSED);
        }
        if (word >>> BYTES_BITS > limits.commandsMax() || (word & BYTES_MASK) > limits.bytesMax()) {
            if (reserved.addAndGet(-claim) < 0) {
                // Closed meanwhile: the taker may be waiting for this claim to go.
                wake();
            }
            throw new RequestException(ErrorCode.THROTTLING, FULL);
        }
    }

    /**
     * A command on its way through the writer.
     *
     * @param heldBytes what it counts for in the inbox
     * @param receiver given the outcome by the writer alone, after the sync that covers it
     * @param then told of the outcome by the receiver
     */
    record Submission(
            Command command, int heldBytes, Reply.Receiver receiver, Consumer<Outcome> then) {
        /** A command whose reply completes on the writer's thread. */
        static Submission of(Command command, int heldBytes, CompletableFuture<Outcome> reply) {
            return new Submission(command, heldBytes, Reply.Receiver.DIRECT, reply::complete);
        }
    }
}
