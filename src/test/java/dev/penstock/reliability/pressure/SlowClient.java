package dev.penstock.reliability.pressure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that does one small thing at each turn, and never blocks. Belongs to one thread. */
final class SlowClient {
    /** What it is slow at. */
    enum Kind {
        /** Is connected, and that is all. */
        IDLE,
        /** Sends a request's headers, a byte at a turn. */
        HEADERS,
        /** Sends a request's body, a byte at a turn. */
        BODY,
        /** Asks for a page of 1 MB, and takes a kilobyte of it at a turn. */
        READS
    }

    private static final int BODY_BYTES = 200_000;
    private static final int TAKEN_BYTES = 1_024;

    private final SocketChannel channel;
    private final Kind kind;
    private final ByteBuffer toSend;
    private final ByteBuffer taken = ByteBuffer.allocate(TAKEN_BYTES);
    private boolean isRefused;

    SlowClient(int port, Kind kind, String table) throws IOException {
        this.kind = kind;
        toSend = ByteBuffer.wrap(bytes(kind, table));
        channel = SocketChannel.open();
        if (kind == Kind.READS) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
    }

    private static byte[] bytes(Kind kind, String table) {
        return switch (kind) {
            case IDLE -> new byte[0];
            case HEADERS ->
                    (Request.head("GetItem") + "X-Slow: " + "x".repeat(4_000))
                            .getBytes(StandardCharsets.ISO_8859_1);
            case BODY ->
                    (Request.head("PutItem") + "Content-Length: " + BODY_BYTES + "\r\n\r\n{\"")
                            .getBytes(StandardCharsets.ISO_8859_1);
            case READS -> Request.query(table, "large");
        };
    }

    Kind kind() {
        return kind;
    }

    /** Whether the server gave it an error before it ended the connection. */
    boolean isRefused() {
        return isRefused;
    }

    /** Its next small step; false once the server has ended the connection. */
    boolean turn() {
        try {
            if (toSend.hasRemaining()) {
                int limit = toSend.limit();
                toSend.limit(kind == Kind.HEADERS ? toSend.position() + 1 : limit);
                channel.write(toSend);
                toSend.limit(limit);
            } else if (kind == Kind.BODY) {
                channel.write(ByteBuffer.wrap(new byte[] {'x'}));
            }
            return take();
        } catch (IOException cutOff) {
            return false;
        }
    }

    private boolean take() throws IOException {
        taken.clear();
        int count = channel.read(taken);
        if (count > 9) {
            String begin = new String(taken.array(), 0, count, StandardCharsets.ISO_8859_1);
            isRefused |= begin.startsWith("HTTP/1.1 4");
        }
        return count >= 0;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is gone either way.
        }
    }
}
