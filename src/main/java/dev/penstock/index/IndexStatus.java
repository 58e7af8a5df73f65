package dev.penstock.index;

/**
 * How the indexes are doing, for health and metrics.
 *
 * @param sequence a commit up to which all of them have everything
 * @param lagMicros age of the oldest commit that an index lacks; 0: they have everything
 * @param lagP99Micros how far behind they were in 99 of 100 cases, lately; 0 without writes
 * @param changes of items applied since the start
 * @param catchUps how often they had to compare trees, because they were too far behind
 * @param entries in all indexes
 * @param liveBytes about how much memory they take
 * @param backfills indexes that are being made beside everything else
 */
public record IndexStatus(
        long sequence,
        long lagMicros,
        long lagP99Micros,
        long changes,
        long catchUps,
        long entries,
        long liveBytes,
        Backfills backfills) {
    /**
     * Indexes that are being made.
     *
     * @param percent how far the one is that is least far; 100 if there is none
     */
    public record Backfills(int count, int percent) {}
}
