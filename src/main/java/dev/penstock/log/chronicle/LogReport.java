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
 * @param end the last of them
 * @param beyondMark how many of them lie beyond the durable mark: the next opening rewrites them
 * @param tailDropped whether a torn batch stands behind them, which the next opening drops
 * @param damage the first damage; null if there is none
 */
public record LogReport(
        long batchCount,
        long commitCount,
        LogEnd end,
        long beyondMark,
        boolean tailDropped,
        @Nullable DamagedLogException damage) {

    /** Reads every batch in a log directory, alters nothing. */
    public static LogReport of(Path directory) {
        Recovery.Found found;
        try {
            found = Recovery.find(new LogDirectory(directory));
        } catch (DamagedLogException damage) {
            return new LogReport(0, 0, LogEnd.NONE, 0, false, damage);
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
        return new LogReport(
                batchCount[0],
                commitCount[0],
                end.get(),
                found.tip().end().batchNumber() - markNumber,
                found.tailDropped(),
                damage);
    }
}
