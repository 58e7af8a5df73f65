package dev.penstock.reliability.calls;

import dev.penstock.reliability.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An strace that is attached to all threads of a running server. */
final class Strace {
    private static final Duration ATTACHED_WITHIN = Duration.ofSeconds(10);

    private final Process process;
    private final Path trace;

    private Strace(Process process, Path trace) {
        this.process = process;
        this.trace = trace;
    }

    /**
     * Attaches; counting begins now.
     *
     * @param paths if there are any, only calls on them count and are seen
     */
    static Strace attach(long pid, Path trace, Fault fault, List<Path> paths) throws IOException {
        var command = new ArrayList<>(List.of("strace", "-f", "-p", Long.toString(pid)));
        command.addAll(options(trace, fault));
        for (Path path : paths) {
            command.addAll(List.of("-P", path.toString()));
        }
        Path words = trace.resolveSibling("strace.err");
        var process =
                new ProcessBuilder(command)
                        .redirectError(words.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Await.until("strace is attached", ATTACHED_WITHIN, () -> isAttached(words));
        return new Strace(process, trace);
    }

    /** What to trace, where to, and what is to fail. */
    static List<String> options(Path trace, Fault fault) {
        return List.of(
                "-y",
                "-ttt",
                "-s",
                "8",
                "-o",
                trace.toString(),
                "-e",
                Trace.CALLS,
                "-e",
                fault.expression());
    }

    private static boolean isAttached(Path words) {
        try {
            return Files.readString(words).contains(" attached");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Lets the server go on alone, if it still lives; returns what was seen. */
    Trace detach() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("strace does not end");
        }
        return Trace.read(trace);
    }
}
