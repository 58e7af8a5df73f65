package dev.penstock.server;

/** The server cannot start, for a reason that one sentence tells an operator. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    StartFailure(ExitCode code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
