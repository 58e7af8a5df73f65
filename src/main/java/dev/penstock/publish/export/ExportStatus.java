package dev.penstock.publish.export;

import dev.penstock.partition.system.ExportRow;
import org.jspecify.annotations.Nullable;

/**
 * How one export goes. Immutable.
 *
 * @param delivered records since the start, those that were sent again counted again
 * @param oldestMicros commit time of the oldest change that is known and not delivered; 0: none
 * @param quietMicros for how long nothing was delivered while something was on its way
 * @param refusals how often sending began anew since the start
 * @param gaps how often changes were gone from the log before they could be sent, since the start
 * @param problem what keeps it from delivering now; null if nothing does
 * @param lastGap the last gap since it was enabled; null if there was none
 */
public record ExportStatus(
        long delivered,
        long oldestMicros,
        long quietMicros,
        long refusals,
        long gaps,
        @Nullable String problem,
        ExportRow.@Nullable Gap lastGap) {
    static final ExportStatus BEGINNING = new ExportStatus(0, 0, 0, 0, 0, null, null);

    /** Age of the oldest change that is not delivered. */
    public long lagMicros(long nowMicros) {
        return oldestMicros == 0 ? 0 : Math.max(0, nowMicros - oldestMicros);
    }
}
