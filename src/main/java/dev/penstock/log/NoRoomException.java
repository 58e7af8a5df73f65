package dev.penstock.log;

/**
 * The log could not get the disk space that a batch needs. Nothing was appended: the caller may
 * refuse what the batch holds and carry on, and try again later.
 */
public final class NoRoomException extends LogException {
    private static final long serialVersionUID = 1L;

    public NoRoomException(String message, Throwable cause) {
        super(message, cause);
    }
}
