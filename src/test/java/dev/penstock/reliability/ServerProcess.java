package dev.penstock.reliability;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A Penstock started by its launcher as a child process, on a free port. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final int WORDS_BYTES_MAX = 4_000;

    private static final int PORT_MIN = 12_000;

    /** From here on Linux chooses ports for clients, unless it is told otherwise. */
    private static final int CLIENT_PORT_MIN = 32_768;

    private final Process process;
    private final Path output;
    private final WireClient client;
    private final int managementPort;

    /** Where this process's own words begin in the output. */
    private final long outputBytesBefore;

    private ServerProcess(
            Process process, Path output, long outputBytesBefore, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.outputBytesBefore = outputBytesBefore;
        this.client = new WireClient(port);
        this.managementPort = managementPort;
    }

    /**
     * Starts and waits until recovery is done.
     *
     * @see #launch
     * @throws IllegalStateException with the server's own words if it refuses to start
     */
    public static ServerProcess start(
            Path home, Path data, Path output, Map<String, String> settings)
            throws IOException, InterruptedException {
        var server = launch(home, data, output, settings);
        try {
            server.awaitReady(READY_WITHIN);
            return server;
        } catch (IllegalStateException notReady) {
            server.killNine();
            throw notReady;
        }
    }

    /**
     * Starts and does not wait.
     *
     * @param home the checkout, where the launcher is
     * @param output where the server's own words go, one file for all starts
     * @param settings environment, such as {@code PENSTOCK_SEGMENT_BYTES}
     */
    public static ServerProcess launch(
            Path home, Path data, Path output, Map<String, String> settings) throws IOException {
        int port = freePort();
        var command = new ArrayList<>(List.of(home.resolve("penstock").toString(), "serve"));
        command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.directory(new File(home.toString()));
        int managementPort = freePort();
        builder.environment().put("PENSTOCK_MANAGEMENT_PORT", Integer.toString(managementPort));
        builder.environment().putAll(settings);
        long outputBytes = Files.exists(output) ? Files.size(output) : 0;
        return new ServerProcess(builder.start(), output, outputBytes, port, managementPort);
    }

    /** The process, for tools that attach to it and to wait for its end. */
    public Process process() {
        return process;
    }

    /** Where DynamoDB's API is. */
    public int port() {
        return client.endpoint().getPort();
    }

    /** Where health and metrics are. */
    public int managementPort() {
        return managementPort;
    }

    /** Speaks to it. */
    public WireClient client() {
        return client;
    }

    /** SIGKILL; returns when the process is gone. */
    public void killNine() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; returns the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            killNine();
            throw new IllegalStateException("did not stop within 60 s of SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        killNine();
    }

    /**
     * Returns once recovery is done.
     *
     * @throws IllegalStateException if the process ends before, with its own words
     */
    public void awaitReady(Duration atMost) throws IOException {
        Await.until("the server is ready", atMost, () -> !process.isAlive() || client.isHealthy());
        requireAlive();
    }

    /**
     * Makes sure that it runs.
     *
     * @throws IllegalStateException if the process has ended, with its own words
     */
    public void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "the server ended with %d:%n%s".formatted(process.exitValue(), words()));
        }
    }

    /** What this process has said so far, the last part of it if that is much. */
    public String words() throws IOException {
        try (var channel = FileChannel.open(output)) {
            long from = Math.max(outputBytesBefore, channel.size() - WORDS_BYTES_MAX);
            var bytes = ByteBuffer.allocate((int) (channel.size() - from));
            channel.read(bytes, from);
            return new String(bytes.array(), StandardCharsets.UTF_8);
        }
    }

    /** Not one that the system would choose: it could give that to a client before we listen. */
    public static int freePort() {
        var random = new SplittableRandom();
        while (true) {
            int port = random.nextInt(PORT_MIN, CLIENT_PORT_MIN);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
    }
}
