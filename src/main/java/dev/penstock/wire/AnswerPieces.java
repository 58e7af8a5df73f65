package dev.penstock.wire;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.impl.VertxByteBufAllocator;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What is written of one long answer, in pieces outside the heap: while a page waits for its next
 * step, or for a client that takes its time, there is nothing that the heap's collector would have
 * to copy. Counted against the budget of answers until the socket has taken it.
 *
 * <p>Used by one event loop only. {@link #release} must be called if it is not sent.
 */
final class AnswerPieces {
    /*
     * The head of an answer tells length and checksum of the body, so the first byte can be sent
     * only when the last one is written. Sent is as the client takes it, a stretch at a turn: one
     * call that hands the kernel a megabyte would keep the loop from all others meanwhile.
     */

    /** Large for a system call, small enough that each event loop keeps some for the next one. */
    private static final int PIECE_BYTES = 32 << 10;

    /** As long as a step of a page. */
    private static final int TURN_BYTES = 128 << 10;

    private final ByteBudget budget;
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private final CRC32 crc32 = new CRC32();
    private int length;
    private @Nullable Sending sending;

    AnswerPieces(ByteBudget budget) {
        this.budget = budget;
    }

    /** Where the pieces go. */
    interface Sink {
        /** Whether the client has to take some of what was written first. */
        boolean isFull();

        /** Runs {@code next} once when it is no longer full. */
        void onDrained(Runnable next);

        /**
         * Writes a piece, and releases it.
         *
         * @param isLast whether the answer is whole with it
         * @param taken runs when the socket has taken the piece or never will
         */
        void write(ByteBuf piece, boolean isLast, Runnable taken);
    }

    /** Whom the answer goes to, and how to get a turn on the event loop. */
    private record Sending(Sink sink, Consumer<Runnable> turns) {}

    /** Adds {@code bytes[0, count)} if the budget has room for it. */
    boolean tryAdd(byte[] bytes, int count) {
        if (!budget.tryReserveLong(count)) {
            return false;
        }
        copy(bytes, count);
        return true;
    }

    /** Adds what the answer must have, even past the budget: the next requests pay for it. */
    void add(byte[] bytes, int count) {
        budget.reserve(count);
        copy(bytes, count);
    }

    private void copy(byte[] bytes, int count) {
        crc32.update(bytes, 0, count);
        length += count;
        int at = 0;
        while (at < count) {
            ByteBuf last = pieces.peekLast();
            if (last == null || !last.isWritable()) {
                last =
                        VertxByteBufAllocator.POOLED_ALLOCATOR.directBuffer(
                                PIECE_BYTES, PIECE_BYTES);
                pieces.add(last);
            }
            int some = Math.min(count - at, last.writableBytes());
            last.writeBytes(bytes, at, some);
            at += some;
        }
    }

    /** Bytes of all that was added. */
    int length() {
        return length;
    }

    /** Of all that was added. */
    long crc32() {
        return crc32.getValue();
    }

    /**
     * Begins to send, and goes on in turns; the answer's head must be on its way.
     *
     * @param turns runs what it is given in a later turn of the event loop
     */
    void send(Sink sink, Consumer<Runnable> turns) {
        sending = new Sending(sink, turns);
        sendSome();
    }

    private void sendSome() {
        Sending to = sending;
        if (to == null) {
            return;
        }
        int some = 0;
        while (!pieces.isEmpty() && some < TURN_BYTES && !to.sink.isFull()) {
            some += write(to.sink, pieces.remove());
        }
        if (!pieces.isEmpty()) {
            goOn(to);
        }
    }

    private void goOn(Sending to) {
        if (to.sink.isFull()) {
            to.sink.onDrained(() -> to.turns.accept(this::sendSome));
        } else {
            to.turns.accept(this::sendSome);
        }
    }

    private int write(Sink sink, ByteBuf piece) {
        int bytes = piece.readableBytes();
        sink.write(piece, pieces.isEmpty(), () -> budget.release(bytes));
        return bytes;
    }

    /** Drops what is not on its way yet; harmless when repeated. */
    void release() {
        sending = null;
        long bytes = 0;
        for (ByteBuf piece : pieces) {
            bytes += piece.readableBytes();
            piece.release();
        }
        pieces.clear();
        budget.release(bytes);
    }
}
