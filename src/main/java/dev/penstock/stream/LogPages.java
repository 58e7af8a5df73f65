package dev.penstock.stream;

import dev.penstock.common.Limit;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.feed.ChangeFlags;
import dev.penstock.log.Batch;
import dev.penstock.log.Change;
import dev.penstock.log.LogEnd;
import dev.penstock.log.LogException;
import dev.penstock.log.ReadableLog;
import java.util.concurrent.atomic.LongAdder;

/** Reads pages of older records from the log. Reads files: not for event loops. */
final class LogPages {
    static final String TRIMMED = "The data you are trying to access has been trimmed";

    @Limit(
            of = "log read for one answer of GetRecords",
            unit = "bytes",
            beyond = "the page ends, perhaps empty, with a NextShardIterator")
    static final int READ_BYTES_MAX = 8 << 20;

    private final ReadableLog log;
    private final int partitions;
    private final LongAdder reads = new LongAdder();

    LogPages(ReadableLog log, int partitions) {
        this.log = log;
        this.partitions = partitions;
    }

    /** Pages read since the start. */
    long reads() {
        return reads.sum();
    }

    /** Whether records from a position on may be gone. */
    boolean isTrimmed(StreamPosition from) {
        long first = log.firstSequence();
        return first > 1 && from.sequence() < first && from.micros() < log.firstMicros();
    }

    void requireHeld(StreamPosition from) {
        if (isTrimmed(from)) {
            throw new RequestException(ErrorCode.TRIMMED_DATA_ACCESS, TRIMMED);
        }
    }

    /** Whether nothing stands behind a position yet. */
    boolean isAtEnd(StreamPosition from) {
        LogEnd end = log.end();
        return from.micros() > end.commitMicros() || from.sequence() > end.sequence();
    }

    /**
     * Some of a shard's records from a position on: none, perhaps, though there are more behind.
     *
     * @throws RequestException if some of them are gone
     */
    RecordPage read(Shard shard, StreamPosition from, int limit) {
        requireHeld(from);
        reads.increment();
        LogEnd end = log.end();
        var pass = new Pass(shard, from, limit);
        try {
            log.read(
                    from.sequence() > 0 ? from.sequence() : log.sequenceAt(from.micros()),
                    shard.stream().identity().tableId(),
                    pass::onBatch);
        } catch (LogException gone) {
            requireHeld(from);
            throw gone;
        }
        // What went while it was read may be missing in it.
        requireHeld(from);
        return pass.page(end);
    }

    /** One going through the log. */
    private final class Pass {
        private final Shard shard;
        private final RecordPage.Builder page;
        private long readBytes;
        private boolean stopped;
        private boolean ended;
        private LogEnd reached = LogEnd.NONE;

        Pass(Shard shard, StreamPosition from, int limit) {
            this.shard = shard;
            page = new RecordPage.Builder(shard.stream(), from, limit);
        }

        boolean onBatch(Batch batch) {
            if (batch.commitMicros() >= shard.endMicros()) {
                ended = true;
                return false;
            }
            batch.body()
                    .changesOf(
                            shard.stream().identity().tableId(),
                            ChangeFlags.STREAMED,
                            (commit, ordinal, change) ->
                                    onChange(
                                            new StreamPosition(
                                                    batch.commitMicros(),
                                                    batch.firstSequence() + commit,
                                                    ordinal),
                                            change));
            reached = new LogEnd(batch.number(), batch.lastSequence(), batch.commitMicros());
            readBytes += batch.body().byteCount();
            stopped = page.isFull() || readBytes >= READ_BYTES_MAX;
            return !stopped;
        }

        private void onChange(StreamPosition position, Change change) {
            if (Shard.partitionOf(change, partitions) == shard.partition()) {
                page.add(new StreamRecord(position, change));
            }
        }

        /**
         * The page.
         *
         * @param end where the log ended at the beginning
         */
        RecordPage page(LogEnd end) {
            boolean isClosed = ended || (!stopped && shard.isClosed(end));
            // Who wants more was offered all there was, whether or not it was read for that.
            boolean isAtEnd = !stopped && reached.sequence() < end.sequence();
            return page.build(isClosed ? null : StreamPosition.behind(isAtEnd ? end : reached));
        }
    }
}
