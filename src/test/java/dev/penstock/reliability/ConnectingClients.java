package dev.penstock.reliability;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that do nothing but connect, ask for health and leave, again and again, on each of some
 * ports: there is always one that comes just then.
 */
public final class ConnectingClients implements AutoCloseable {
    private static final int CLIENTS_OF_A_PORT = 3;
    private static final int ANSWERED_WITHIN_MILLIS = 500;

    /** Leaves the server time to work. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: penstock\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Thread> threads = new ArrayList<>();

    /** Begins, whether somebody listens already or not. */
    public ConnectingClients(int... ports) {
        for (int port : ports) {
            for (int i = 0; i < CLIENTS_OF_A_PORT; i++) {
                threads.add(Thread.ofPlatform().daemon().start(() -> comeAndGo(port)));
            }
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void comeAndGo(int port) {
        while (!Thread.currentThread().isInterrupted()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(ANSWERED_WITHIN_MILLIS);
                socket.getOutputStream().write(REQUEST);
                socket.getInputStream().read();
            } catch (IOException nobodyThere) {
                // There will be.
            }
            Await.elapse(PAUSE);
        }
    }
}
