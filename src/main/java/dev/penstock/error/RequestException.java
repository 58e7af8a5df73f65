package dev.penstock.error;

/**
 * Ends one request with a client-visible error. Has a stack trace only if the server is to blame.
 */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * @param message the text that the client receives: DynamoDB's own, to the letter
     */
    public RequestException(ErrorCode code, String message) {
        super(message, null, false, code.blame() == ErrorCode.Blame.SERVER);
        this.code = code;
    }

    /** A {@code ValidationException}, the most common of all. */
    public static RequestException validation(String message) {
        return new RequestException(ErrorCode.VALIDATION, message);
    }

    public ErrorCode code() {
        return code;
    }

    /** The client-visible text; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
