package dev.penstock.log;

/** Storage failed or is damaged. Never caught to carry on, but for {@link NoRoomException}. */
public class LogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogException(String message, Throwable cause) {
        super(message, cause);
    }

    public LogException(String message) {
        super(message);
    }
}
