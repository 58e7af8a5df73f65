package dev.penstock.reliability;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Penstock started by its launcher as a child process, on a free port. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final WireClient client;
    private final int managementPort;

    private ServerProcess(Process process, Path output, WireClient client, int managementPort) {
        this.process = process;
        this.output = output;
        this.client = client;
        this.managementPort = managementPort;
    }

    /**
     * Starts and waits until recovery is done.
     *
     * @param home the checkout, where the launcher is
     * @param output where the server's own words go, one file for all starts
     * @param settings environment, such as {@code PENSTOCK_SEGMENT_BYTES}
     */
    public static ServerProcess start(
            Path home, Path data, Path output, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        var command = new ArrayList<>(List.of(home.resolve("penstock").toString(), "serve"));
        command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.directory(new File(home.toString()));
        int managementPort = freePort();
        builder.environment().put("PENSTOCK_MANAGEMENT_PORT", Integer.toString(managementPort));
        builder.environment().putAll(settings);
        var server =
                new ServerProcess(builder.start(), output, new WireClient(port), managementPort);
        server.awaitReady();
        return server;
    }

    /** The process, for tools that attach to it and to wait for its end. */
    public Process process() {
        return process;
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

    private void awaitReady() throws IOException {
        Await.until(
                "the server is ready",
                READY_WITHIN,
                () -> !process.isAlive() || client.isHealthy());
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "the server ended with " + process.exitValue() + ":\n" + lastWords());
        }
    }

    private String lastWords() throws IOException {
        var lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
