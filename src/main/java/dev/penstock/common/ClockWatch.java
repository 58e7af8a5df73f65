package dev.penstock.common;

/**
 * Notices when the clock leaps ahead: a machine that woke up, or a clock that is set wrongly, and
 * by which too much would be removed for ever. Belongs to who looks.
 */
public final class ClockWatch {
    /** More than a look ever comes late by on a machine that runs. */
    @Limit(
            of = "step of the clock from one look to the next",
            unit = "microseconds",
            beyond =
                    "nothing expires and no record of a stream is forgotten for a while; see"
                            + " `penstock.ttl-clock-pause`")
    public static final long STEP_MICROS_MAX = 3_600_000_000L;

    private final long pauseMicros;
    private long lastMicros;
    private long pausedUntilMicros;

    /**
     * Begins to watch.
     *
     * @param pauseMicros how long it is doubtful after a leap
     * @param lastMicros the last time that is known
     */
    public ClockWatch(long pauseMicros, long lastMicros) {
        this.pauseMicros = pauseMicros;
        this.lastMicros = lastMicros;
        pausedUntilMicros = lastMicros;
    }

    /** Whether the clock, which is here now, leapt a short while ago and has not gone back. */
    public boolean isDoubtful(long nowMicros) {
        if (nowMicros < lastMicros) {
            pausedUntilMicros = nowMicros;
        } else if (nowMicros - lastMicros > STEP_MICROS_MAX) {
            pausedUntilMicros = nowMicros + pauseMicros;
        }
        lastMicros = nowMicros;
        return nowMicros < pausedUntilMicros;
    }
}
