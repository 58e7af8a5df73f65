package dev.penstock.wire.connection;

/** Answers the plain requests of one connection. On the connection's event loop only. */
public interface PlainRequests {
    /**
     * Whether this request can be answered here. Nothing is kept of it: the decoder reads it again
     * if not.
     */
    boolean accepts(RequestHead head);

    /**
     * Answers the request that was just accepted, now or later, through {@link FastPath}.
     *
     * @param bytes the whole request, head and body; somebody else's on return
     */
    void serve(RequestHead head, byte[] bytes);

    /** The connection is gone, and with it whoever waited for the answer. */
    void abandon();

    /** The socket takes more of an answer again. */
    void resume();
}
