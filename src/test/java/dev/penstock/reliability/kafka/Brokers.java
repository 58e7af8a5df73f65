package dev.penstock.reliability.kafka;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster of child processes, each broker and controller at once, on free ports of
 * loopback. With three of them each topic is kept three times, and two must have a record.
 */
final class Brokers implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final String CLUSTER = "4L6g3nShT-eMCtK--X86sw";

    private final Path jars;
    private final Path work;
    private final List<Node> nodes = new ArrayList<>();

    /** A broker's place, and its process while it runs. */
    private static final class Node {
        private final int id;
        private final int port;
        private final int controllerPort;
        private @Nullable Process process;

        Node(int id) {
            this.id = id;
            port = ServerProcess.freePort();
            controllerPort = ServerProcess.freePort();
        }
    }

    /**
     * Formats their directories; starts none.
     *
     * @param jars a directory with Kafka's jars
     */
    Brokers(Path jars, Path work, int count) throws IOException, InterruptedException {
        this.jars = jars;
        this.work = work;
        for (int id = 1; id <= count; id++) {
            nodes.add(new Node(id));
        }
        for (Node node : nodes) {
            Files.createDirectories(directory(node));
            Files.writeString(properties(node), settings(node));
            int exit =
                    java(
                                    node,
                                    "kafka.tools.StorageTool",
                                    "format",
                                    "-t",
                                    CLUSTER,
                                    "-c",
                                    properties(node).toString())
                            .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("broker not formatted: see " + output(node));
            }
        }
    }

    int count() {
        return nodes.size();
    }

    /** Where clients begin. */
    String bootstrapServers() {
        return nodes.stream()
                .map(node -> "127.0.0.1:" + node.port)
                .collect(Collectors.joining(","));
    }

    /** Starts all, and waits until they answer. */
    void startAll() throws IOException {
        for (int i = 0; i < nodes.size(); i++) {
            start(i);
        }
        awaitAnswering();
    }

    /** Starts one that does not run; does not wait. */
    void start(int index) throws IOException {
        Node node = nodes.get(index);
        node.process = java(node, "kafka.Kafka", properties(node).toString());
    }

    /** SIGKILL; returns when it is gone. */
    void killNine(int index) {
        Process process = nodes.get(index).process;
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Until all brokers are there. */
    void awaitAnswering() {
        Await.until("the brokers answer", READY_WITHIN, Duration.ofMillis(500), this::isAnswering);
    }

    private boolean isAnswering() {
        try (var admin = admin()) {
            return admin.describeCluster().nodes().get().size() == nodes.size();
        } catch (Exception notYet) {
            return false;
        }
    }

    Admin admin() {
        var settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers());
        settings.put("request.timeout.ms", "3000");
        settings.put("default.api.timeout.ms", "3000");
        return Admin.create(settings);
    }

    @Override
    public void close() {
        for (int i = 0; i < nodes.size(); i++) {
            killNine(i);
        }
    }

    private Process java(Node node, String main, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", jars + "/*", main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output(node).toFile()))
                .start();
    }

    private String settings(Node node) {
        int copies = nodes.size();
        int mustHave = Math.max(1, copies - 1);
        var settings = new java.util.LinkedHashMap<String, Object>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", node.id);
        settings.put(
                "controller.quorum.voters",
                nodes.stream()
                        .map(other -> other.id + "@127.0.0.1:" + other.controllerPort)
                        .collect(Collectors.joining(",")));
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(node.port, node.controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + node.port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("log.dirs", directory(node));
        settings.put("num.partitions", 4);
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", mustHave);
        settings.put("offsets.topic.num.partitions", 4);
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.min.isr", mustHave);
        settings.put("group.initial.rebalance.delay.ms", 0);
        settings.put("log.cleaner.dedupe.buffer.size", 16_777_216);
        settings.put("num.network.threads", 2);
        settings.put("num.io.threads", 2);
        return settings.entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Path directory(Node node) {
        return work.resolve("broker-" + node.id);
    }

    private Path properties(Node node) {
        return work.resolve("broker-" + node.id + ".properties");
    }

    private Path output(Node node) {
        return work.resolve("broker-" + node.id + ".log");
    }

    /** All of them. */
    IntStream indexes() {
        return IntStream.range(0, nodes.size());
    }
}
