package dev.penstock.partition.system;

import dev.penstock.log.LogPosition;
import dev.penstock.table.destination.StreamingDestination;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@link SystemTable#EXPORTS}: how far the export to one destination is. Their names stand
 * in the log: add, never rename.
 */
public final class ExportRow {
    private static final String SEQUENCE = "sequence";
    private static final String ORDINAL = "ordinal";
    private static final String DRAINED = "drained";
    private static final String GAP_FIRST = "gapFirst";
    private static final String GAP_LAST = "gapLast";

    private ExportRow() {}

    /**
     * How far an export is.
     *
     * @param next everything before it was delivered, or is none of the table's changes
     * @param isDrained nothing is left to deliver, and nothing will come
     * @param lastGap what was not delivered before {@code next} though it was the table's; null:
     *     everything was
     */
    public record Progress(LogPosition next, boolean isDrained, @Nullable Gap lastGap) {}

    /** Commits that were gone from the log before they could be delivered. */
    public record Gap(long first, long last) {}

    /**
     * A table's id and the beginning of a destination come first, for no ARN can look like them.
     */
    public static byte[] key(int tableId, StreamingDestination destination) {
        return new RowWriter(SystemTable.EXPORTS, text(tableId, destination)).row();
    }

    private static String text(int tableId, StreamingDestination destination) {
        return tableId + "/" + destination.sinceMicros() + "/" + destination.streamArn();
    }

    public static byte[] encode(int tableId, StreamingDestination destination, Progress progress) {
        var row =
                new RowWriter(SystemTable.EXPORTS, text(tableId, destination))
                        .number(SEQUENCE, progress.next().sequence())
                        .number(ORDINAL, progress.next().ordinal())
                        .flag(DRAINED, progress.isDrained());
        Gap gap = progress.lastGap();
        if (gap != null) {
            row.number(GAP_FIRST, gap.first()).number(GAP_LAST, gap.last());
        }
        return row.row();
    }

    /** Null: nothing is known of it yet. */
    public static @Nullable Progress decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        var row = new RowReader(bytes);
        long gapFirst = row.numberOr(GAP_FIRST, 0);
        return new Progress(
                new LogPosition(row.number(SEQUENCE), (int) row.number(ORDINAL)),
                row.isTrue(DRAINED),
                gapFirst == 0 ? null : new Gap(gapFirst, row.number(GAP_LAST)));
    }
}
