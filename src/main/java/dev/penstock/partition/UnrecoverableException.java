package dev.penstock.partition;

import dev.penstock.log.LogException;

/**
 * What storage holds is readable but does not fit together: acknowledged writes are missing. An
 * operator must decide (exit 65).
 */
public final class UnrecoverableException extends LogException {
    private static final long serialVersionUID = 1L;

    UnrecoverableException(String message) {
        super(message);
    }
}
