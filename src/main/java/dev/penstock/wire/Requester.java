package dev.penstock.wire;

import io.netty.channel.EventLoop;

/** Who sent one request, and the way back to him. On the request's event loop only. */
interface Requester {
    /** Everything that concerns this request happens here. */
    EventLoop loop();

    /** Runs a step on the event loop; what it throws ends the connection at most. */
    void dispatch(Runnable step);

    /** The host and port that he called, as the request says; empty if it says none. */
    String host();

    /** Whether nobody waits for an answer any more. */
    boolean isGone();

    /**
     * Gives back the budget that the request's body took; harmless when repeated before the answer
     * is sent.
     */
    void releaseBody();

    /**
     * Sends a whole answer, {@code bytes[0, length)}; the array may be reused at once. If this
     * throws, {@code taken} has not run.
     *
     * @param taken runs when the socket has taken the answer or never will
     */
    void send(int status, CharSequence type, byte[] bytes, int length, Runnable taken);

    /**
     * Sends the head of an answer whose body comes in pieces.
     *
     * @param checksum CRC-32 of all of the body
     * @param length of all of the body
     */
    AnswerPieces.Sink begin(int status, CharSequence type, long checksum, int length);
}
