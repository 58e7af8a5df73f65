package dev.penstock.expiry;

/**
 * How time to live is doing, for health and metrics.
 *
 * @param removed items since the start
 * @param entries items that have an expiry time, in all tables
 * @param liveBytes about how much memory their order takes
 * @param lagMicros at the last look, how long the oldest item was overdue; 0: none was
 * @param isPaused whether the clock leapt ahead, and nothing expires for a while
 */
public record ExpiryStatus(
        long removed, long entries, long liveBytes, long lagMicros, boolean isPaused) {}
