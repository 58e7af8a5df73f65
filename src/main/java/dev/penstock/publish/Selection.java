package dev.penstock.publish;

import dev.penstock.expression.Condition;
import dev.penstock.stream.StreamPosition;
import dev.penstock.stream.StreamRecord;
import dev.penstock.table.StreamDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Which changes one subscriber wants. Immutable.
 *
 * @param notBefore changes that stand before it are not wanted
 * @param filter null: all others are
 */
record Selection(StreamDefinition stream, StreamPosition notBefore, @Nullable Condition filter) {
    /** Whether it wants everything at this place and behind it. */
    boolean isAllFrom(StreamPosition position) {
        return filter == null && position.compareTo(notBefore) >= 0;
    }

    boolean takes(StreamRecord record) {
        return record.position().compareTo(notBefore) >= 0
                && (filter == null || filter.holds(image(record)));
    }

    /** What the stream shows of the item: as it is now, else as it was, else its key. */
    private byte[] image(StreamRecord record) {
        byte[] after = record.newImage(stream);
        if (after != null) {
            return after;
        }
        byte[] before = record.oldImage(stream);
        return before != null ? before : record.keys(stream);
    }
}
