package dev.penstock.reliability.pressure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Bodies that unfold into more than was sent, or never end. Each kind comes from several clients at
 * once, again and again: every one gets a 4xx, and together they cost a bounded part of the heap.
 */
final class Bombs {
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 2;
    private static final int COST_MEBIBYTES_MAX = 64;
    private static final int MEBIBYTE = 1 << 20;

    private final int port;
    private final Process server;
    private final HeapLog heap;
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();

    Bombs(int port, Process server, HeapLog heap) {
        this.port = port;
        this.server = server;
        this.heap = heap;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** What to send, again and again until the server answers. */
    @SuppressWarnings("ArrayRecordComponent") // Never written to once they are made.
    private record Attack(byte[] begin, byte[] again) {}

    void run() throws IOException, InterruptedException {
        for (var attack : attacks().entrySet()) {
            int before = collect();
            long line = heap.lines();
            long resident = residentMebibytes();
            int answered = storm(attack.getKey(), attack.getValue());
            collect();
            int most = heap.mostAfterCollection(line);
            System.out.printf(
                    "%s: %d answered with 4xx; heap %d MiB before, %d at most; resident %d, then"
                            + " %d%n",
                    attack.getKey(), answered, before, most, resident, residentMebibytes());
            if (most - before > COST_MEBIBYTES_MAX) {
                violations.add(
                        "%s cost %d MiB of the heap".formatted(attack.getKey(), most - before));
            }
        }
    }

    private static Map<String, Attack> attacks() throws IOException {
        var attacks = new LinkedHashMap<String, Attack>();
        byte[] large = gzip(new byte[1_000 * MEBIBYTE]);
        attacks.put("1 GB of zeros in 1 MB", gzipped(large));
        attacks.put("gzip inside gzip", gzipped(gzip(large)));
        byte[] spaces = new byte[15 * MEBIBYTE];
        Arrays.fill(spaces, (byte) ' ');
        attacks.put("15 MB of spaces, compressed", gzipped(gzip(spaces)));
        byte[] member = gzip("{}".getBytes(StandardCharsets.UTF_8));
        var members = new ByteArrayOutputStream();
        for (int i = 0; i < 500_000; i++) {
            members.writeBytes(member);
        }
        attacks.put("half a million members", gzipped(members.toByteArray()));
        attacks.put("endless chunks", chunked("10000\r\n" + " ".repeat(65_536) + "\r\n"));
        attacks.put("endless chunks of one byte", chunked("1\r\n \r\n".repeat(10_000)));
        attacks.put(
                "endless fields",
                new Attack(bytes(Request.head("GetItem")), bytes("X-A: b\r\n".repeat(1_000))));
        attacks.put(
                "endless trailers",
                new Attack(
                        bytes(
                                Request.head("GetItem")
                                        + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"),
                        bytes("X-A: b\r\n".repeat(1_000))));
        attacks.put(
                "a name of 15 MB", plain("{\"TableName\":\"" + "n".repeat(15 * MEBIBYTE) + "\"}"));
        attacks.put("15 MB of brackets", plain("{\"Item\":" + "[".repeat(15 * MEBIBYTE)));
        attacks.put(
                "a number of 15 MB",
                plain(
                        "{\"TableName\":\"t\",\"Item\":{\"p\":{\"N\":\""
                                + "9".repeat(15 * MEBIBYTE)
                                + "\"}}}"));
        return attacks;
    }

    private int storm(String name, Attack attack) throws InterruptedException {
        var answers = new ConcurrentLinkedQueue<Integer>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CLIENTS; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int round = 0; round < ROUNDS; round++) {
                                            strike(name, attack, answers);
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return answers.size();
    }

    private void strike(String name, Attack attack, ConcurrentLinkedQueue<Integer> answers) {
        try (var caller = new Caller(port)) {
            var sender = Thread.ofPlatform().start(() -> send(caller, attack));
            Caller.Answer answer = caller.answer();
            if (answer.status() >= 400 && answer.status() < 500) {
                answers.add(answer.status());
            } else {
                violations.add(name + " was answered with " + answer);
            }
            caller.hangUp();
            sender.join();
        } catch (IOException broken) {
            violations.add(name + " was not answered: " + broken);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(Caller caller, Attack attack) {
        try {
            caller.send(attack.begin);
            while (attack.again.length > 0) {
                caller.send(attack.again);
            }
        } catch (IOException heardEnough) {
            // The server has answered and ended the connection, or its answer was enough.
        }
    }

    private static Attack gzipped(byte[] body) {
        return new Attack(Request.call("PutItem", "Content-Encoding: gzip\r\n", body), new byte[0]);
    }

    private static Attack chunked(String again) {
        return new Attack(
                bytes(Request.head("PutItem") + "Transfer-Encoding: chunked\r\n\r\n"),
                bytes(again));
    }

    private static Attack plain(String body) {
        return new Attack(Request.call("PutItem", body), new byte[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    /** Has the server collect, and returns what its heap holds then. */
    private int collect() throws IOException, InterruptedException {
        long line = heap.lines();
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var command =
                new ProcessBuilder(jcmd, Long.toString(server.pid()), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!command.waitFor(60, TimeUnit.SECONDS) || command.exitValue() != 0) {
            throw new IllegalStateException("jcmd cannot reach the server");
        }
        return heap.mostAfterCollection(line);
    }

    private long residentMebibytes() {
        try (var lines = Files.lines(Path.of("/proc/" + server.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
