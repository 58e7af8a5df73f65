package dev.penstock.publish.export;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.log.LogPosition;
import dev.penstock.partition.Command;
import dev.penstock.partition.Outcome;
import dev.penstock.partition.system.ExportRow;
import dev.penstock.partition.system.Exported;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How far one export is, saved in the catalogue: behind deliveries, once a second at most. A place
 * that is saved was delivered before, so what is lost with the node is at worst the last second's
 * places, never a record.
 *
 * <p>Without a delivery it is saved seldom, and only so that the log need not be kept for an export
 * that lacks nothing of it. Belongs to the export's thread.
 */
final class ExportProgress {
    private static final int COMMAND_BYTES = 1 << 10;

    @Limit(
            of = "time between two saved places of an export that delivers",
            unit = "ns",
            beyond = "after a crash the records delivered since are delivered again")
    private static final long SAVE_NANOS = 1_000_000_000L;

    private static final long PASSING_SAVE_NANOS = 60 * SAVE_NANOS;
    private static final long PASSING_SAVE_COMMITS = 1_000;
    private static final long IDLE_SAVE_NANOS = 3_600 * SAVE_NANOS;

    private final Exported target;
    private final ExportPorts ports;
    private final LogPosition start;
    private LogPosition saved;
    private LogPosition asked;
    private long askedNanos;
    private long deliveredBefore;
    private @Nullable CompletionStage<Outcome> answer;

    /** Saved with each place: whatever place is behind it, it is known. */
    private ExportRow.@Nullable Gap lastGap;

    /** Whether any place was saved: without one, a gap could not be told from a late beginning. */
    private boolean hasBegun;

    /** Written by the export's thread, read by any. */
    private volatile boolean isUnsaved;

    ExportProgress(Exported target, ExportPorts ports) {
        this.target = target;
        this.ports = ports;
        var progress = target.progress();
        long since = target.destination().sinceMicros();
        start =
                progress != null
                        ? progress.next()
                        : new LogPosition(ports.database().log().sequenceAt(since), 0);
        hasBegun = progress != null;
        lastGap = progress == null ? null : progress.lastGap();
        saved = start;
        asked = start;
        askedNanos = ports.nanoTime().getAsLong();
    }

    /** Where the export begins. */
    LogPosition start() {
        return start;
    }

    /** What is gone before the next place that is saved. */
    void lost(ExportRow.Gap gap) {
        lastGap = gap;
    }

    /** The last gap, perhaps of before the start; null if there was none. */
    ExportRow.@Nullable Gap lastGap() {
        return lastGap;
    }

    /** Whether there is a place to save as soon as it is time. Any thread. */
    boolean isUnsaved() {
        return isUnsaved;
    }

    /**
     * Saves a place, if it is time.
     *
     * @param delivered records so far
     */
    void save(LogPosition reached, long delivered) {
        lookAtAnswer();
        boolean hasDelivered = delivered > deliveredBefore;
        isUnsaved = hasDelivered && !reached.equals(saved);
        boolean isDue = !reached.equals(saved) && isTime(reached, hasDelivered);
        if (answer == null && (isDue || !hasBegun)) {
            ask(reached, delivered, false);
        }
    }

    /** Saves a place whatever the time, if something was delivered since. */
    void saveLast(LogPosition reached, long delivered) {
        if (delivered > deliveredBefore && !reached.equals(asked)) {
            ask(reached, delivered, false);
        }
    }

    /** Saves that nothing is left. */
    void saveDrained(LogPosition reached) {
        ask(reached, deliveredBefore, true);
    }

    private boolean isTime(LogPosition reached, boolean hasDelivered) {
        long passed = ports.nanoTime().getAsLong() - askedNanos;
        if (hasDelivered) {
            return passed >= SAVE_NANOS;
        }
        long commits = reached.sequence() - saved.sequence();
        return passed >= IDLE_SAVE_NANOS
                || (passed >= PASSING_SAVE_NANOS && commits >= PASSING_SAVE_COMMITS);
    }

    private void ask(LogPosition reached, long delivered, boolean isDrained) {
        askedNanos = ports.nanoTime().getAsLong();
        var progress = new ExportRow.Progress(reached, isDrained, lastGap);
        var command = new Command.SaveExport(target.table().id(), target.destination(), progress);
        try {
            answer = ports.database().submit(command, COMMAND_BYTES);
            hasBegun = true;
            asked = reached;
            deliveredBefore = delivered;
        } catch (RequestException busy) {
            // It is asked for again, a second later.
            answer = null;
        }
    }

    private void lookAtAnswer() {
        var waited = answer;
        if (waited == null || !waited.toCompletableFuture().isDone()) {
            return;
        }
        answer = null;
        if (waited.toCompletableFuture().join() instanceof Outcome.StreamsKept) {
            saved = asked;
        } else {
            // Refused: the disk is full, perhaps. What was delivered is still to be saved.
            deliveredBefore = 0;
        }
    }
}
