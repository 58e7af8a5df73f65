package dev.penstock.linearizability.client;

import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One HTTP/1.1 connection that can be hurt: whoever holds it decides how long to wait, and whether
 * to break it in the middle of a request. Of one thread.
 */
final class Connection implements AutoCloseable {
    private static final int REPLY_BYTES_MAX = 16_384;
    private static final int CONNECT_MILLIS = 1_000;
    private static final int STATUS_OFFSET = "HTTP/1.1 ".length();
    private static final String LENGTH_HEADER = "content-length:";

    private final Socket socket;
    private final byte[] buffer = new byte[REPLY_BYTES_MAX];
    private int filled;

    /**
     * Connects.
     *
     * @throws IOException if nobody listens
     */
    Connection(int port) throws IOException {
        socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** The request's bytes as they go over the wire. */
    static byte[] request(String operation, String body) {
        return """
        POST / HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: application/x-amz-json-1.0\r
        X-Amz-Date: 20260101T000000Z\r
        Authorization: %s\r
        X-Amz-Target: DynamoDB_20120810.%s\r
        Content-Length: %d\r
        \r
        %s\
        """
                .formatted(WireClient.AUTHORIZATION, operation, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends the first bytes of a request; they may have reached the server even if this fails. */
    void send(byte[] request, int count) throws IOException {
        socket.getOutputStream().write(request, 0, count);
    }

    /**
     * Waits for the answer to what was sent.
     *
     * @throws IOException if it did not come in time, or the connection broke
     */
    Reply receive(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        filled = 0;
        int bodyStart;
        while ((bodyStart = bodyStart()) < 0) {
            fill(deadline);
        }
        String head = text(0, bodyStart);
        int length = contentLength(head);
        while (filled < bodyStart + length) {
            fill(deadline);
        }
        int status = Integer.parseInt(head.substring(STATUS_OFFSET, STATUS_OFFSET + 3));
        return new Reply(status, text(bodyStart, bodyStart + length));
    }

    /** Goes away with a reset instead of a farewell. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void fill(long deadline) throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0 && deadline < System.nanoTime()) {
            throw new SocketTimeoutException("no answer in time");
        }
        socket.setSoTimeout(Math.toIntExact(Math.max(1, left)));
        int count = socket.getInputStream().read(buffer, filled, buffer.length - filled);
        if (count <= 0) {
            throw new IOException("the connection ended in the middle of an answer");
        }
        filled += count;
    }

    /** Where the head ends; -1 if not all of it is here. */
    private int bodyStart() {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 2] == '\n' && buffer[i - 1] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int contentLength(String head) throws IOException {
        for (String line : head.lines().toList()) {
            if (line.regionMatches(true, 0, LENGTH_HEADER, 0, LENGTH_HEADER.length())) {
                return Integer.parseInt(line.substring(LENGTH_HEADER.length()).strip());
            }
        }
        throw new IOException("an answer without a length: " + head);
    }

    private String text(int start, int end) {
        return new String(buffer, start, end - start, StandardCharsets.US_ASCII);
    }
}
