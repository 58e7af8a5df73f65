package dev.penstock.reliability.pressure;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** One connection that asks and waits for the answer. Belongs to one thread. */
final class Caller implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];

    Caller(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = socket.getInputStream();
    }

    record Answer(int status, String body) {
        boolean isSuccess() {
            return status == 200;
        }

        /** Whether the server is short of something and says: retry. */
        boolean isThrottled() {
            return status == 400
                    && body.contains("\"com.amazonaws.dynamodb.v20120810#ThrottlingException\"");
        }

        /** Short enough for a line. */
        @Override
        public String toString() {
            return status + " " + body.substring(0, Math.min(200, body.length()));
        }
    }

    Answer call(byte[] request) throws IOException {
        send(request);
        return answer();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads one answer; what follows it is not expected. */
    Answer answer() throws IOException {
        var received = new ByteArrayOutputStream(512);
        int headEnd;
        do {
            read(received);
            headEnd = received.toString(StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        } while (headEnd < 0);
        String head = received.toString(StandardCharsets.ISO_8859_1).substring(0, headEnd);
        var length = LENGTH.matcher(head);
        int total = headEnd + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        while (received.size() < total) {
            read(received);
        }
        return new Answer(
                Integer.parseInt(head.substring(9, 12)),
                received.toString(StandardCharsets.UTF_8).substring(headEnd + 4));
    }

    /** Ends the connection, also for a thread that still sends. */
    void hangUp() throws IOException {
        socket.close();
    }

    private void read(ByteArrayOutputStream into) throws IOException {
        int count = in.read(buffer);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        into.write(buffer, 0, count);
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }
}
