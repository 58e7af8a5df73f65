package dev.penstock.linearizability.client;

import dev.penstock.linearizability.Operation;
import dev.penstock.reliability.ServerProcess;
import java.io.IOException;

/**
 * One process of the server, from its start to its death. What was sent to it may happen until
 * then, and never after.
 */
final class Incarnation {
    private final ServerProcess server;

    /** Written by the thread that kills; read when the clients are at rest. */
    private volatile long died = Operation.NEVER;

    Incarnation(ServerProcess server) {
        this.server = server;
    }

    int port() {
        return server.client().endpoint().getPort();
    }

    ServerProcess server() {
        return server;
    }

    /** When it died; {@link Operation#NEVER} while it lives. */
    long died() {
        return died;
    }

    boolean isDead() {
        return died != Operation.NEVER;
    }

    /** SIGKILL. It is gone when this returns. */
    void kill() {
        server.killNine();
        died = System.nanoTime();
    }

    /** SIGSTOP: alive, and silent. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT: it goes on with what it was sent meanwhile. */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        String pid = Long.toString(server.process().pid());
        int result = new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
        if (result != 0) {
            throw new IOException("kill " + signal + " ended with " + result);
        }
    }
}
