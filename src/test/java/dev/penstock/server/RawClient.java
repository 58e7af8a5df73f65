package dev.penstock.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A client that sends just the bytes it is told to. */
final class RawClient implements AutoCloseable {
    static final String AUTHORIZATION =
            "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host;x-amz-date, Signature=0f";

    private static final Pattern HEAD =
            Pattern.compile("HTTP/1\\.[01] (\\d{3}) .*?\r\n\r\n", Pattern.DOTALL);
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean ended;

    RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A call's head without the fields that say where its body ends. */
    static String head(String operation) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
                + "X-Amz-Date: 20260101T000000Z\r\nAuthorization: "
                + AUTHORIZATION
                + "\r\nX-Amz-Target: DynamoDB_20120810."
                + operation
                + "\r\n";
    }

    static String call(String operation, String body) {
        return head(operation) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The server may have heard enough.
            ended = true;
        }
    }

    /** Reads until so many answers are whole, or the server ends the connection. */
    List<Answer> answers(int count) {
        return read(count, PATIENCE_MILLIS);
    }

    /** Reads all that comes until the server ends the connection, or this time is over. */
    List<Answer> answersWithin(int millis) {
        return read(Integer.MAX_VALUE, millis);
    }

    /** Whether the server has ended the connection, as far as was read. */
    boolean hasEnded() {
        return ended;
    }

    /** Reads to the end; false if it does not come. */
    boolean awaitEnd() {
        read(Integer.MAX_VALUE, PATIENCE_MILLIS);
        return ended;
    }

    private List<Answer> read(int count, int millis) {
        byte[] buffer = new byte[64 << 10];
        try {
            socket.setSoTimeout(millis);
            var answers = parse();
            while (!ended && answers.size() < count) {
                int read = socket.getInputStream().read(buffer);
                ended = read < 0;
                received.write(buffer, 0, Math.max(0, read));
                answers = parse();
            }
        } catch (SocketTimeoutException e) {
            // What came, came.
        } catch (IOException e) {
            ended = true;
        }
        return parse();
    }

    private List<Answer> parse() {
        String text = received.toString(StandardCharsets.ISO_8859_1);
        var answers = new ArrayList<Answer>();
        var matcher = HEAD.matcher(text);
        int at = 0;
        while (matcher.find(at)) {
            if (matcher.start() != at) {
                throw new IllegalStateException("between answers: " + text.substring(at));
            }
            String head = matcher.group();
            var length =
                    Pattern.compile("content-length: (\\d+)")
                            .matcher(head.toLowerCase(java.util.Locale.ROOT));
            int end = matcher.end() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
            if (end > text.length()) {
                break;
            }
            answers.add(
                    new Answer(
                            Integer.parseInt(matcher.group(1)),
                            head,
                            text.substring(matcher.end(), end)));
            at = end;
        }
        return answers;
    }

    record Answer(int status, String head, String body) {}

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
