package dev.penstock.wire;

import dev.penstock.common.Limit;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects one request's body as it arrives. Memory follows the bytes that came, never the length
 * that was announced. A body that is too long, or that finds the server's budget used up, is read
 * to its end and thrown away, so that the client hears the answer instead of a broken connection.
 */
final class BodyReceiver {
    /** What became of the body so far. */
    enum State {
        ACCEPTED,
        TOO_LONG,
        OVER_BUDGET
    }

    /** A client that goes on past this is cut off. */
    @Limit(
            of = "bytes of a refused body that are read to let the client hear the answer",
            unit = "bytes",
            beyond = "the connection is closed")
    static final long DISCARDED_BYTES_MAX = 64L << 20;

    private static final byte[] EMPTY = {};

    private final int bytesMax;
    private final ByteBudget budget;
    private final List<Buffer> chunks = new ArrayList<>(1);
    private State state = State.ACCEPTED;
    private long received;
    private long reserved;

    BodyReceiver(int bytesMax, ByteBudget budget) {
        this.bytesMax = bytesMax;
        this.budget = budget;
    }

    /** Takes what came; returns whether to go on reading, or else to close the connection. */
    boolean add(Buffer chunk) {
        received += chunk.length();
        if (received > bytesMax) {
            refuse(State.TOO_LONG);
        } else if (state == State.ACCEPTED && !budget.tryReserve(chunk.length())) {
            refuse(State.OVER_BUDGET);
        }
        if (state == State.ACCEPTED) {
            reserved += chunk.length();
            chunks.add(chunk);
        }
        return received <= DISCARDED_BYTES_MAX;
    }

    State state() {
        return state;
    }

    /** The whole body, once. */
    byte[] take() {
        if (chunks.isEmpty()) {
            return EMPTY;
        }
        if (chunks.size() == 1) {
            byte[] only = chunks.getFirst().getBytes();
            chunks.clear();
            return only;
        }
        byte[] body = new byte[(int) received];
        int at = 0;
        for (Buffer chunk : chunks) {
            chunk.getBytes(body, at);
            at += chunk.length();
        }
        chunks.clear();
        return body;
    }

    /** Counts the difference when the body was decompressed. */
    boolean resize(int bytes) {
        long more = bytes - reserved;
        if (more > 0 && !budget.tryReserve(more)) {
            return false;
        }
        reserved += Math.max(0, more);
        return true;
    }

    /** Gives the budget back; harmless when repeated. */
    void release() {
        if (reserved > 0) {
            budget.release(reserved);
            reserved = 0;
        }
        chunks.clear();
    }

    private void refuse(State why) {
        if (state != State.TOO_LONG) {
            state = why;
        }
        release();
    }
}
