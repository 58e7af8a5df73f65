package dev.penstock.simulation;

import org.jspecify.annotations.Nullable;

/** Penstock broke a promise. */
public final class Violation extends Error {
    private static final long serialVersionUID = 1L;

    Violation(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
