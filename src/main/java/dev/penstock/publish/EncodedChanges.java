package dev.penstock.publish;

import dev.penstock.common.Limit;
import dev.penstock.feed.ChangeFlags;
import dev.penstock.feed.LoggedChange;
import dev.penstock.log.LogPosition;
import dev.penstock.stream.StreamPosition;
import dev.penstock.stream.StreamRecord;
import dev.penstock.table.StreamDefinition;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some changes of one stream in a row, encoded one behind the other. Immutable, shared. */
final class EncodedChanges {
    @Limit(
            of = "changes that a subscriber is given at once",
            unit = "bytes",
            beyond = "the others come behind them; a single longer one comes alone")
    static final int BYTES_MAX = 32 << 10;

    private final List<StreamRecord> records;
    private final byte[] bytes;

    /** Where each change ends in the bytes. */
    private final int[] ends;

    private final LogPosition next;

    private final long heldBytes;

    private EncodedChanges(List<StreamRecord> records, byte[] bytes, int[] ends, LogPosition next) {
        this.records = records;
        this.bytes = bytes;
        this.ends = ends;
        this.next = next;
        heldBytes = bytes.length + records.stream().mapToLong(StreamRecord::heldBytes).sum();
    }

    /**
     * What a stream shows of changes of its table.
     *
     * @param stream as it is known now, later than the changes; null: it is forgotten
     */
    static List<StreamRecord> records(
            List<LoggedChange> changes, @Nullable StreamDefinition stream) {
        if (stream == null) {
            return List.of();
        }
        var life = stream.life();
        var records = new ArrayList<StreamRecord>(changes.size());
        for (LoggedChange change : changes) {
            long micros = change.commitMicros();
            boolean isInLife =
                    micros >= life.sinceMicros()
                            && (life.isEnabled() || micros <= life.disabledMicros());
            if (isInLife && (change.change().flags() & ChangeFlags.STREAMED) != 0) {
                var at = change.position();
                records.add(
                        new StreamRecord(
                                new StreamPosition(micros, at.sequence(), at.ordinal()),
                                change.change()));
            }
        }
        return records;
    }

    /**
     * As many of the records as find room, one at least if there is one.
     *
     * @param next where to go on if all do
     */
    static EncodedChanges of(
            ChangeEncoder encoder,
            StreamDefinition stream,
            List<StreamRecord> records,
            LogPosition next) {
        var bytes = new ByteArrayOutputStream(BYTES_MAX);
        var ends = new int[records.size()];
        int count = 0;
        while (count < records.size()) {
            byte[] encoded = encoder.encode(stream, records.get(count));
            if (count > 0 && bytes.size() + encoded.length > BYTES_MAX) {
                break;
            }
            bytes.writeBytes(encoded);
            ends[count] = bytes.size();
            count++;
        }
        return new EncodedChanges(
                List.copyOf(records.subList(0, count)),
                bytes.toByteArray(),
                Arrays.copyOf(ends, count),
                count == records.size() ? next : place(records.get(count)));
    }

    private static LogPosition place(StreamRecord record) {
        return new LogPosition(record.position().sequence(), record.position().ordinal());
    }

    /** Where to go on behind them. */
    LogPosition next() {
        return next;
    }

    int count() {
        return records.size();
    }

    /** What they keep in memory, with the images that a filter may ask for. */
    long heldBytes() {
        return heldBytes;
    }

    /** All of them; null if there are none. */
    Delivery.@Nullable Changes all() {
        return records.isEmpty() ? null : new Delivery.Changes(bytes, records.size());
    }

    /** Those that stand at a place or behind it and are wanted; null if there are none. */
    Delivery.@Nullable Changes select(LogPosition from, Selection selection) {
        if (records.isEmpty()) {
            return null;
        }
        StreamRecord first = records.getFirst();
        if (place(first).compareTo(from) >= 0 && selection.isAllFrom(first.position())) {
            return all();
        }
        var selected = new ByteArrayOutputStream();
        int count = 0;
        for (int i = 0; i < records.size(); i++) {
            StreamRecord record = records.get(i);
            if (place(record).compareTo(from) >= 0 && selection.takes(record)) {
                int start = i == 0 ? 0 : ends[i - 1];
                selected.write(bytes, start, ends[i] - start);
                count++;
            }
        }
        return count == 0 ? null : new Delivery.Changes(selected.toByteArray(), count);
    }
}
