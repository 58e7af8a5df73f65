package dev.penstock.wire;

import dev.penstock.common.Limit;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects one request's body as it arrives. Memory follows the bytes that came, never the length
 * that was announced, and however small the pieces: all that is allocated is counted first. A body
 * that is too long, or that finds the server's budget used up, is read to its end and thrown away,
 * so that the client hears the answer instead of a broken connection.
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
            of = "bytes of a body that are read, with 256 for each piece of it, refused or not",
            unit = "bytes",
            beyond = "HTTP 413, and the connection is closed")
    static final int READ_BYTES_MAX = 64 << 20;

    /**
     * What a piece costs beside its bytes, so that a body of tiny ones is no way to keep us busy.
     */
    private static final int PIECE_BYTES = 256;

    private static final byte[] EMPTY = {};

    private final int bytesMax;
    private final ByteBudget budget;
    private final LongSupplier announcedBytes;
    private State state = State.ACCEPTED;
    private long received;
    private long read;
    private long reserved;

    /** Most bodies come in one piece, which is kept as it came. */
    private @Nullable Buffer only;

    /** The pieces of any other, in front. */
    private byte[] bytes = EMPTY;

    /**
     * @param announcedBytes how long the body is going to be, asked once its second piece comes; -1
     *     if nobody knows
     */
    BodyReceiver(int bytesMax, ByteBudget budget, LongSupplier announcedBytes) {
        this.bytesMax = bytesMax;
        this.budget = budget;
        this.announcedBytes = announcedBytes;
    }

    /** Takes what came; returns whether to go on reading, or else to close the connection. */
    boolean add(Buffer chunk) {
        long before = received;
        received += chunk.length();
        read += chunk.length() + PIECE_BYTES;
        if (received > bytesMax) {
            refuse(State.TOO_LONG);
        } else if (state == State.ACCEPTED && !keep(chunk, (int) before)) {
            refuse(State.OVER_BUDGET);
        }
        return read <= READ_BYTES_MAX;
    }

    State state() {
        return state;
    }

    /** The whole body, once; null if there is no room to put it together. */
    byte @Nullable [] take() {
        Buffer whole = only;
        byte[] body = bytes;
        only = null;
        bytes = EMPTY;
        if (whole != null) {
            return whole.getBytes();
        }
        if (body.length == received) {
            return body;
        }
        return reserveMore(received) ? Arrays.copyOf(body, (int) received) : null;
    }

    /** Counts what is held beside the body that was taken: what it is decompressed into. */
    boolean reserveMore(long more) {
        if (!budget.tryReserve(more)) {
            return false;
        }
        reserved += more;
        return true;
    }

    /** Gives the budget back; harmless when repeated. */
    void release() {
        if (reserved > 0) {
            budget.release(reserved);
            reserved = 0;
        }
        only = null;
        bytes = EMPTY;
    }

    private boolean keep(Buffer chunk, int at) {
        if (at == 0) {
            only = chunk;
            return reserveMore(chunk.length());
        }
        if (received > bytes.length && !grow()) {
            return false;
        }
        chunk.getBytes(bytes, at);
        return true;
    }

    /** Old and new array are both there, and both counted, until the one is copied. */
    private boolean grow() {
        long before = reserved;
        int capacity = capacity();
        if (!reserveMore(capacity)) {
            return false;
        }
        if (only != null) {
            bytes = new byte[capacity];
            only.getBytes(bytes);
            only = null;
        } else {
            bytes = Arrays.copyOf(bytes, capacity);
        }
        budget.release(before);
        reserved -= before;
        return true;
    }

    /** Twice what came, or just what was announced if that is not more. */
    private int capacity() {
        long doubled = 2 * received;
        long announced = announcedBytes.getAsLong();
        return (int)
                Math.min(
                        announced >= received && announced < doubled ? announced : doubled,
                        bytesMax);
    }

    private void refuse(State why) {
        if (state != State.TOO_LONG) {
            state = why;
        }
        release();
    }
}
