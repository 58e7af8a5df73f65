package dev.penstock.feed;

import dev.penstock.common.Limit;
import dev.penstock.log.Batch;
import dev.penstock.log.LogException;
import dev.penstock.log.LogPosition;
import dev.penstock.log.ReadableLog;
import org.jspecify.annotations.Nullable;

/** Reads one table's changes from the log, a bounded part of it at a time. Reads files. */
public final class LoggedChanges {
    @Limit(
            of = "log read at once for a reader of one table's changes",
            unit = "bytes",
            beyond = "the page ends, perhaps empty, and the reader goes on behind it")
    static final int READ_BYTES_MAX = 8 << 20;

    private final ReadableLog log;
    private final int tableId;

    public LoggedChanges(ReadableLog log, int tableId) {
        this.log = log;
        this.tableId = tableId;
    }

    /**
     * The changes at a place and behind it.
     *
     * @param lastSequence up to this commit, which must be durable
     * @param bytesMax the page ends with the change that reaches it, the first at the earliest
     */
    public ChangePage read(LogPosition from, long lastSequence, long bytesMax) {
        if (from.sequence() > lastSequence) {
            return new ChangePage.Builder(from).build(lastSequence);
        }
        if (isTrimmed(from)) {
            return trimmed();
        }
        var pass = new Pass(from, lastSequence, bytesMax);
        try {
            log.read(Math.max(1, from.sequence()), tableId, pass::onBatch);
        } catch (LogException gone) {
            if (isTrimmed(from)) {
                return trimmed();
            }
            throw gone;
        }
        // What went while it was read may be missing in it.
        return isTrimmed(from) ? trimmed() : pass.page();
    }

    private boolean isTrimmed(LogPosition from) {
        return log.firstSequence() > Math.max(1, from.sequence());
    }

    private ChangePage.Trimmed trimmed() {
        return new ChangePage.Trimmed(new LogPosition(log.firstSequence(), 0));
    }

    /** One going through the log. */
    private final class Pass {
        private final ChangePage.Builder page;
        private final long lastSequence;
        private final long bytesMax;
        private long readBytes;
        private boolean stopped;
        private long reached;

        /** Where the first change stands that found no room. */
        private @Nullable LogPosition cut;

        Pass(LogPosition from, long lastSequence, long bytesMax) {
            page = new ChangePage.Builder(from);
            this.lastSequence = lastSequence;
            this.bytesMax = bytesMax;
        }

        boolean onBatch(Batch batch) {
            if (batch.firstSequence() > lastSequence) {
                return false;
            }
            batch.body()
                    .changesOf(
                            tableId,
                            0,
                            (commit, ordinal, change) ->
                                    add(
                                            new LoggedChange(
                                                    batch.commitMicros(),
                                                    new LogPosition(
                                                            batch.firstSequence() + commit,
                                                            ordinal),
                                                    change,
                                                    change.before())));
            reached = batch.lastSequence();
            readBytes += batch.body().byteCount();
            stopped = readBytes >= READ_BYTES_MAX || page.heldBytes() >= bytesMax;
            return !stopped;
        }

        private void add(LoggedChange change) {
            if (page.isEmpty() || page.heldBytes() < bytesMax) {
                page.add(change);
            } else if (cut == null) {
                cut = change.position();
            }
        }

        ChangePage page() {
            return cut == null ? page.build(stopped ? reached : lastSequence) : page.buildUpTo(cut);
        }
    }
}
