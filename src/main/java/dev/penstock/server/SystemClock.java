package dev.penstock.server;

import dev.penstock.common.Clock;
import java.time.Instant;

/** The machine's wall clock. */
final class SystemClock implements Clock {
    @Override
    public long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000L;
    }
}
