package dev.penstock.log;

import java.nio.file.Path;

/** Acknowledged bytes of the log are missing or altered: an operator must decide (exit 65). */
public final class DamagedLogException extends LogException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;
    private final long offset;

    /**
     * @param path the file that is damaged
     * @param offset the first byte in it that cannot be believed
     */
    public DamagedLogException(String message, Path path, long offset) {
        super("%s: %s at byte %d".formatted(message, path, offset));
        this.path = path;
        this.offset = offset;
    }

    public Path path() {
        return path;
    }

    public long offset() {
        return offset;
    }
}
