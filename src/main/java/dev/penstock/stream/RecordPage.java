package dev.penstock.stream;

import dev.penstock.common.Limit;
import dev.penstock.table.StreamDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one shard in order.
 *
 * @param next where to go on; null: the shard is closed and there are no more
 */
public record RecordPage(List<StreamRecord> records, @Nullable StreamPosition next) {
    /** Records that one page may have, DynamoDB's own limit. */
    @Limit(
            of = "records in one answer of GetRecords",
            unit = "records",
            beyond = "`ValidationException` if more are asked for")
    public static final int RECORDS_MAX = 1_000;

    @Limit(
            of = "records in one answer of GetRecords, by their SizeBytes",
            unit = "bytes",
            beyond = "the page ends before, with at least one record")
    static final int PAGE_BYTES_MAX = 1 << 20;

    /** Takes records in order until the page is full. */
    static final class Builder {
        private final StreamDefinition stream;
        private final StreamPosition from;
        private final int limit;
        private final List<StreamRecord> records = new ArrayList<>();
        private long sizeBytes;
        private boolean full;

        Builder(StreamDefinition stream, StreamPosition from, int limit) {
            this.stream = stream;
            this.from = from;
            this.limit = limit;
        }

        /** Adds a record, unless it stands before the page or the page is full. */
        void add(StreamRecord record) {
            if (full || record.position().compareTo(from) < 0) {
                return;
            }
            int bytes = record.sizeBytes(stream);
            full =
                    records.size() == limit
                            || (!records.isEmpty() && sizeBytes + bytes > PAGE_BYTES_MAX);
            if (!full) {
                records.add(record);
                sizeBytes += bytes;
            }
        }

        /** Whether a record was left out: the page ends behind its last one. */
        boolean isFull() {
            return full;
        }

        /**
         * The page.
         *
         * @param reached up to where all records were offered; null: to the end of a closed shard
         */
        RecordPage build(@Nullable StreamPosition reached) {
            if (full) {
                return new RecordPage(List.copyOf(records), records.getLast().position().next());
            }
            return new RecordPage(
                    List.copyOf(records),
                    reached == null ? null : StreamPosition.max(from, reached));
        }
    }
}
