package dev.penstock.wire.connection;

import io.netty.buffer.ByteBuf;

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
     * @param body begins with the request's body, all of which must be read or skipped; is not kept
     */
    void serve(RequestHead head, ByteBuf body);

    /** The connection is gone, and with it whoever waited for the answer. */
    void abandon();

    /** The socket takes more of an answer again. */
    void resume();
}
