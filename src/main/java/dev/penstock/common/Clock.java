package dev.penstock.common;

/** Wall time as the server passes it in; a test or a simulation passes its own. */
@FunctionalInterface
public interface Clock {
    /** Microseconds since 1970-01-01T00:00:00Z. May jump in either direction. */
    long micros();
}
