package dev.penstock.reliability.calls;

import dev.penstock.reliability.Await;
import dev.penstock.reliability.ServerProcess;
import dev.penstock.reliability.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the disk of a server, from inside and from outside, slowly and at once, and makes room
 * again. The server lives and reads all the time, and writes again by itself.
 */
final class FullDisk implements AutoCloseable {
    private static final String REFUSAL = "low on disk space";
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOKS_WITHIN = Duration.ofSeconds(10);
    private static final Duration FULL_AFTER = Duration.ofSeconds(6);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int ITEMS_MAX = 2_000;
    private static final long MIB = 1 << 20;

    /** Between the two marks: a segment file takes 9 MiB, puts end at two and a snapshot. */
    private static final long LOW_BYTES = 16 * MIB;

    private final Path home;
    private final Path data;
    private final Path output;
    private final Path filler;
    private final GrowingLoad load = new GrowingLoad();
    private final List<String> violations = new ArrayList<>();
    private ServerProcess server;

    FullDisk(Path home, Path disk, Path output) throws IOException, InterruptedException {
        this.home = home;
        this.output = output;
        data = disk.resolve("data");
        filler = disk.resolve("filler");
        server = start();
        load.createTable(client());
    }

    List<String> violations() {
        return violations;
    }

    void run() throws IOException, InterruptedException {
        fromInside();
        fromOutside();
        atOnce();
        restartWhileFull();
    }

    /** Puts until they are refused; deletes make room again. */
    private void fromInside() throws IOException, InterruptedException {
        awaitRefusal("puts from inside");
        int items = load.items();
        System.out.printf(
                "from inside: full with %d items, %d MiB free%n", items, usableBytes() / MIB);
        requireSound("full from inside");
        for (int i = 0; i < items / 2; i++) {
            requireAccepted("a delete on a full disk", load.delete(client()));
        }
        awaitPut("after deletes");
        System.out.println("from inside: writable again with half of them");
    }

    /** Another one takes the disk: all but what deletes need. */
    private void fromOutside() throws IOException, InterruptedException {
        fillAllBut(LOW_BYTES);
        awaitRefusal("puts from outside");
        requireSound("low from outside");
        // Snapshots have come and gone since.
        fillAllBut(LOW_BYTES);
        requireShown("LOW");
        requireAccepted("a delete on a low disk", load.delete(client()));
        Files.delete(filler);
        awaitPut("after the other one left");
        System.out.println("from outside: refused puts, accepted a delete, writable again");
    }

    /** Another one takes all of it, within the second between two looks, under a writer. */
    private void atOnce() throws IOException, InterruptedException {
        var filling = Thread.ofPlatform().start(this::fillAll);
        int refused = 0;
        while (filling.isAlive() || refused < 100) {
            refused += isRefused(put()) ? 1 : 0;
        }
        filling.join();
        requireSound("taken at once");
        requireShown("EXHAUSTED");
        if (!isRefused(load.delete(client()))) {
            violations.add("a delete was accepted on an exhausted disk");
        }
        System.out.println("at once: refused everything, read everything");
    }

    private void restartWhileFull() throws IOException, InterruptedException {
        int code = server.stop();
        if (code != 0) {
            violations.add("SIGTERM on a full disk: exit " + code);
        }
        server = start();
        requireSound("restarted while full");
        server.killNine();
        server = start();
        requireSound("killed and restarted while full");
        Files.delete(filler);
        awaitPut("after the restart");
        requireSound("at the end");
        System.out.println("restarted twice while full, writable again without a restart");
    }

    private void requireSound(String when) throws IOException, InterruptedException {
        load.check(client()).forEach(wrong -> violations.add(when + ": " + wrong));
    }

    private void requireShown(String level) {
        var wellness = new Wellness(server.managementPort());
        Await.until(
                "health shows disk " + level,
                LOOKS_WITHIN,
                () -> wellness.look().matches("(?s)503.*\"disk\": \"" + level + "\".*"));
    }

    private void requireAccepted(String what, WireClient.Answer answer) {
        if (!answer.isSuccess()) {
            violations.add(what + " was answered " + answer);
            show();
        }
    }

    /** What takes the disk, once something is wrong with it. */
    private void show() {
        try (var files = Files.walk(data)) {
            System.out.println(new Wellness(server.managementPort()).look());
            System.out.printf("%,d bytes free%n", usableBytes());
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                System.out.printf("%,12d %s%n", Files.size(file), data.relativize(file));
            }
        } catch (IOException | UncheckedIOException gone) {
            System.out.println("files came and went: " + gone);
        }
    }

    private void awaitPut(String when) {
        var last = new ArrayList<>(List.of("nothing"));
        try {
            Await.until(
                    "puts go on " + when,
                    RESUMES_WITHIN,
                    () -> {
                        var answer = put();
                        last.set(0, answer.toString());
                        return answer.isSuccess();
                    });
        } catch (IllegalStateException refused) {
            violations.add(refused.getMessage() + ": " + last.getFirst());
        }
    }

    /** Until nothing is accepted any more: snapshots make room for a while. */
    private void awaitRefusal(String what) {
        int items = load.items();
        var accepted = Instant.now();
        var wellness = new Wellness(server.managementPort());
        boolean isShown = false;
        while (Instant.now().isBefore(accepted.plus(FULL_AFTER))) {
            if (!isRefused(put())) {
                accepted = Instant.now();
            } else {
                isShown |= isShort(wellness.look());
                Await.elapse(PAUSE);
            }
            if (load.items() > items + ITEMS_MAX) {
                violations.add(what + " were never refused");
                return;
            }
        }
        if (!isShown) {
            violations.add(what + ": health never showed a short disk");
        }
    }

    private static boolean isShort(String words) {
        return words.startsWith("503") && !words.contains("PLENTY");
    }

    private boolean isRefused(WireClient.Answer answer) {
        boolean isRefusal = answer.status() == 500 && answer.body().contains(REFUSAL);
        if (!isRefusal && !answer.isSuccess()) {
            violations.add("a write was answered " + answer);
        }
        return isRefusal;
    }

    private WireClient.Answer put() {
        try {
            return load.put(client());
        } catch (IOException gone) {
            throw new UncheckedIOException("the server is gone: " + server.process(), gone);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private long usableBytes() {
        return data.toFile().getUsableSpace();
    }

    /**
     * Leaves so many bytes free, whatever the filler held. If there are fewer without it, writes
     * and deletes until snapshots have let the log forget what was before the deletes.
     */
    private void fillAllBut(long freeBytes) throws IOException, InterruptedException {
        for (int i = 0; i < ITEMS_MAX; i++) {
            long bytes =
                    usableBytes() - freeBytes + (Files.exists(filler) ? Files.size(filler) : 0);
            if (bytes > 0) {
                run("fallocate -l %1$d %2$s && truncate -s %1$d %2$s".formatted(bytes, filler));
                return;
            }
            if (isRefused(put())) {
                Await.elapse(PAUSE);
            } else {
                requireAccepted("a delete after a put", load.delete(client()));
            }
        }
        show();
        throw new IllegalStateException("only %d bytes came free".formatted(usableBytes()));
    }

    private void fillAll() {
        try {
            run("dd if=/dev/zero of=" + filler + " bs=1M conv=fsync 2>/dev/null || true");
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void run(String command) throws IOException, InterruptedException {
        if (new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor() != 0) {
            throw new IOException(command);
        }
    }

    private WireClient client() {
        return server.client();
    }

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(home, data, output, FailingCalls.SETTINGS);
    }

    @Override
    public void close() {
        server.close();
    }
}
