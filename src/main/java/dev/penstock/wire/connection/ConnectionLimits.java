package dev.penstock.wire.connection;

import java.time.Duration;

/**
 * How many connections there may be, and how patient the server is with each.
 *
 * @param connectionsMax of all clients; one more is closed as soon as it is open
 * @param headers from a request's first byte to the end of its headers
 * @param body from there to the end of its body; each 16 KiB that came give a second more
 * @param answer how long a client may take less than 16 KiB a second of an answer
 * @param idle how long a connection may be open without a request
 */
public record ConnectionLimits(
        int connectionsMax, Duration headers, Duration body, Duration answer, Duration idle) {
    public ConnectionLimits {
        if (connectionsMax < 1) {
            throw new IllegalArgumentException("connections: " + connectionsMax);
        }
    }

    /** How often a connection is looked at: often enough for the shortest of its times. */
    long lookMillis() {
        long shortest =
                Math.min(
                        Math.min(headers.toMillis(), body.toMillis()),
                        Math.min(answer.toMillis(), idle.toMillis()));
        return Math.clamp(shortest / 4, 10, 1_000);
    }
}
