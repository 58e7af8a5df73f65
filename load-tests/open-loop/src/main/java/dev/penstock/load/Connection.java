package dev.penstock.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One HTTP/1.1 connection with one request on its way. Answers must announce their length. */
final class Connection {
    private static final int BUFFER_BYTES = 2 << 20;
    private static final byte[] SUCCESS = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_UNKNOWN = -1;

    private final SocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER_BYTES);
    private long dueNanos;
    private int answerBytes = HEAD_UNKNOWN;
    private boolean isSuccess;

    Connection(InetSocketAddress address, Selector selector) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    long dueNanos() {
        return dueNanos;
    }

    boolean isSuccess() {
        return isSuccess;
    }

    void send(byte[] request, long due) throws IOException {
        dueNanos = due;
        answerBytes = HEAD_UNKNOWN;
        received.clear();
        var bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** All of the answer, head and body, once it is whole; good until the next request. */
    ByteBuffer answer() {
        return ByteBuffer.wrap(received.array(), 0, answerBytes);
    }

    /** Takes what came; returns whether the answer is whole. */
    boolean receive() throws IOException {
        if (channel.read(received) < 0) {
            throw new EOFException("the server closed a connection");
        }
        if (answerBytes == HEAD_UNKNOWN) {
            readHead();
        }
        return answerBytes != HEAD_UNKNOWN && received.position() >= answerBytes;
    }

    private void readHead() throws IOException {
        byte[] bytes = received.array();
        int bodyLength = HEAD_UNKNOWN;
        for (int at = 0; at + 3 < received.position(); at++) {
            if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
                continue;
            }
            if (bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
                if (bodyLength == HEAD_UNKNOWN) {
                    throw new IOException("an answer without Content-Length");
                }
                answerBytes = at + 4 + bodyLength;
                isSuccess = startsWith(bytes, 0, SUCCESS);
                return;
            }
            if (startsWith(bytes, at + 2, LENGTH)) {
                bodyLength = number(bytes, at + 2 + LENGTH.length);
            }
        }
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            if (lowerCase(bytes[from + i]) != lowerCase(lowerCase[i])) {
                return false;
            }
        }
        return true;
    }

    private static int lowerCase(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }

    private static int number(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] == ' ') {
            at++;
        }
        int value = 0;
        for (; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }
}
