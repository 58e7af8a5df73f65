package dev.penstock.server;

import dev.penstock.partition.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node as {@code serve} opens it, without HTTP, for tests of other packages. */
public final class OpenedNode implements AutoCloseable {
    private static final long HEAP_BYTES = 1L << 30;

    private final Node node;

    private OpenedNode(Node node) {
        this.node = node;
    }

    /** How a command ended: what a process would exit with, and what it would say. */
    public record Ending(int exitCode, String words) {
        private static Ending of(StartFailure failure) {
            return new Ending(failure.code().number(), failure.sentence());
        }
    }

    /** One of both: a node, or the ending of a start that was refused. */
    public record Opening(@Nullable OpenedNode node, @Nullable Ending refusal) {}

    /** Opens a data directory with these options of {@code serve}. */
    public static Opening open(Path data, List<String> options) {
        var arguments = new ArrayList<>(options);
        arguments.add("--data=" + data);
        try {
            var configuration = Configuration.ofArguments(arguments.toArray(String[]::new));
            var memory = MemoryPlan.of(configuration, HEAP_BYTES);
            return new Opening(new OpenedNode(Node.open(configuration, memory)), null);
        } catch (StartFailure failure) {
            return new Opening(null, Ending.of(failure));
        }
    }

    /** Runs {@code verify}. */
    public static Ending verify(Path data) {
        var words = new StringWriter();
        var command = VerifyCommand.commandLine();
        command.setOut(new PrintWriter(words, true));
        command.setExecutionExceptionHandler(
                (failure, _, _) -> {
                    if (failure instanceof StartFailure refusal) {
                        words.write(refusal.sentence());
                        return refusal.code().number();
                    }
                    throw failure;
                });
        int exitCode = command.execute("--data=" + data);
        return new Ending(exitCode, words.toString());
    }

    public Database database() {
        return node.database();
    }

    @Override
    public void close() {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
