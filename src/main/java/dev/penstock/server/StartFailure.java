package dev.penstock.server;

import dev.penstock.log.LogException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.StringJoiner;

/** The server cannot start, for a reason that one sentence tells an operator. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    StartFailure(ExitCode code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    /** Files below a data directory cannot be read or written, for a reason of the system's. */
    static StartFailure ofStorage(Path directory, Throwable failure) {
        return new StartFailure(
                ExitCode.STORAGE_FAILED,
                "storage failed in %s: %s".formatted(directory, reasons(failure)));
    }

    /** What failed and why, down to what the operating system said. */
    static String reasons(Throwable failure) {
        var reasons = new StringJoiner(": ");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean isPlain =
                    cause instanceof LogException || cause.getClass() == IOException.class;
            reasons.add(isPlain ? cause.getMessage() : cause.toString());
        }
        return reasons.toString();
    }

    ExitCode code() {
        return code;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** Tells it, and returns the exit code. */
    int report() {
        System.err.println("penstock: " + sentence());
        return code.number();
    }
}
