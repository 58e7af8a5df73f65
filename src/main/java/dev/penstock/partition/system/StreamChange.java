package dev.penstock.partition.system;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.log.Change;
import dev.penstock.table.LatestStream;
import dev.penstock.table.StreamDefinition;
import dev.penstock.table.StreamSpecification;
import dev.penstock.table.StreamViewType;
import dev.penstock.table.TableDefinition;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the catalogue does to streams, with DynamoDB's checks and texts: the stream that
 * a table's description names, and the rows of {@link SystemTable#STREAMS}, written with the same
 * commit. Judges, and alters nothing.
 */
public final class StreamChange {
    static final String IS_ENABLED = "Table already has an enabled stream: TableName: ";
    static final String IS_DISABLED = "Table has no stream to disable: TableName: ";
    static final String IN_USE =
            "Attempt to change a resource which is still in use: Table is being updated: ";

    private static final long LABEL_MICROS = 1_000;

    private final Function<byte[], byte @Nullable []> rows;
    private final Supplier<UUID> uuids;
    private final long rollMicros;

    /**
     * @param rows finds a row of {@link SystemTable#STREAMS} by its key
     * @param uuids random
     * @param rollMicros how long a shard of a new stream lasts
     */
    public StreamChange(
            Function<byte[], byte @Nullable []> rows, Supplier<UUID> uuids, long rollMicros) {
        this.rows = rows;
        this.uuids = uuids;
        this.rollMicros = rollMicros;
    }

    /** The stream of a table that is made by a commit of this time; null if it has none. */
    public @Nullable LatestStream created(
            String tableName, @Nullable LatestStream wanted, long micros) {
        return wanted == null ? null : enabled(tableName, wanted.viewType(), micros);
    }

    /**
     * The stream that a table has after an update.
     *
     * @param wanted null: what it has
     * @throws RequestException if it does not fit what is there
     */
    public @Nullable LatestStream updated(
            TableDefinition before, @Nullable StreamSpecification wanted, long micros) {
        LatestStream stream = before.settings().stream();
        if (wanted == null) {
            return stream;
        }
        boolean isEnabled = before.settings().hasStream();
        StreamViewType viewType = wanted.viewType();
        if (viewType != null && isEnabled) {
            throw RequestException.validation(IS_ENABLED + before.name());
        }
        if (stream != null) {
            requireOtherTime(before.name(), stream, micros);
        }
        if (viewType != null) {
            return enabled(before.name(), viewType, micros);
        }
        if (stream == null || !isEnabled) {
            throw RequestException.validation(IS_DISABLED + before.name());
        }
        return stream.disabled();
    }

    /** Two streams of one table are told apart by commit times, which a batch has in common. */
    private void requireOtherTime(String tableName, LatestStream stream, long micros) {
        byte[] row = rows.apply(StreamRow.key(tableName, stream.label()));
        if (row == null) {
            return;
        }
        var life = StreamRow.decode(row).life();
        if (life.sinceMicros() == micros || life.disabledMicros() == micros) {
            throw new RequestException(ErrorCode.RESOURCE_IN_USE, IN_USE + tableName);
        }
    }

    private LatestStream enabled(String tableName, StreamViewType viewType, long micros) {
        long labelMicros = micros - Math.floorMod(micros, LABEL_MICROS);
        var stream = new LatestStream(labelMicros, viewType, true);
        while (rows.apply(StreamRow.key(tableName, stream.label())) != null) {
            labelMicros += LABEL_MICROS;
            stream = new LatestStream(labelMicros, viewType, true);
        }
        return stream;
    }

    /**
     * Adds the changes of rows that go with a changed definition.
     *
     * @param before null: the table is new
     * @param after null: the table is gone
     */
    public void addRows(
            @Nullable TableDefinition before,
            @Nullable TableDefinition after,
            long micros,
            List<Change> changes) {
        boolean was = before != null && before.settings().hasStream();
        boolean is = after != null && after.settings().hasStream();
        if (before != null && was && !is) {
            LatestStream stream = before.settings().stream();
            byte[] row =
                    stream == null
                            ? null
                            : rows.apply(StreamRow.key(before.name(), stream.label()));
            if (row != null) {
                var ended = StreamRow.decode(row).disabledAt(micros);
                changes.add(SystemTable.STREAMS.put(StreamRow.encode(ended)));
            }
        }
        if (after != null && is && !was) {
            addStream(after, micros, changes);
        }
    }

    private void addStream(TableDefinition table, long micros, List<Change> changes) {
        LatestStream stream = table.settings().stream();
        if (stream == null) {
            return;
        }
        var definition =
                new StreamDefinition(
                        new StreamDefinition.Identity(
                                table.name(), table.id(), stream.labelMicros()),
                        table.keySchema(),
                        stream.viewType(),
                        new StreamDefinition.Life(micros, rollMicros, 0));
        changes.add(SystemTable.STREAMS.put(StreamRow.encode(definition)));
        if (rows.apply(StreamKeyRow.key()) == null) {
            changes.add(SystemTable.STREAMS.put(StreamKeyRow.encode(uuids.get(), uuids.get())));
        }
    }
}
