package dev.penstock.log.chronicle;

import dev.penstock.log.DamagedLogException;
import dev.penstock.log.LogEnd;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an offline check of a log's directory found. Nobody may have the log open meanwhile.
 *
 * @param batchCount batches read before the damage, or all
 * @param commitCount commits in them
 * @param firstSequence the lowest sequence number held; one past the end if there is none
 * @param end the last of them
 * @param beyondMark how many of them lie beyond the durable mark: the next opening rewrites them
 * @param tailDropped whether a torn batch stands behind them, which the next opening drops
 * @param damage the first damage; null if there is none
 */
public record LogReport(
        long batchCount,
        long commitCount,
        long firstSequence,
        LogEnd end,
        long beyondMark,
        boolean tailDropped,
        @Nullable DamagedLogException damage) {

    /** Whether the log goes on behind this commit, or ends with it. */
    public boolean continues(long sequence) {
        return firstSequence <= sequence + 1 && sequence <= end.sequence();
    }

    /** Reads every batch in a log directory, alters nothing. */
    public static LogReport of(Path directory) {
        Recovery.Found found;
        try {
            found = Recovery.find(new LogDirectory(directory));
        } catch (DamagedLogException damage) {
            return new LogReport(0, 0, 1, LogEnd.NONE, 0, false, damage);
        }
        var batchCount = new long[1];
        var commitCount = new long[1];
        var end = new AtomicReference<>(LogEnd.NONE);
        DamagedLogException damage = null;
        try {
            new LogReader(found.segments(), found.tip())
                    .read(
                            0,
                            batch -> {
                                batchCount[0]++;
                                commitCount[0] += batch.body().commitCount();
                                end.set(
                                        new LogEnd(
                                                batch.number(),
                                                batch.lastSequence(),
                                                batch.commitMicros()));
                                return true;
                            });
        } catch (DamagedLogException first) {
            damage = first;
        }
        long markNumber = found.mark().end().batchNumber();
        long next = found.tip().end().sequence() + 1;
        var first = found.segments().isEmpty() ? null : found.segments().getFirst();
        return new LogReport(
                batchCount[0],
                commitCount[0],
                first == null ? next : Math.min(next, first.firstSequence()),
                end.get(),
                found.tip().end().batchNumber() - markNumber,
                found.tailDropped(),
                damage);
    }
}
