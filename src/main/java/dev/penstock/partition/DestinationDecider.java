package dev.penstock.partition;

import dev.penstock.common.Limit;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.log.Change;
import dev.penstock.partition.system.DefinitionRow;
import dev.penstock.partition.system.ExportRow;
import dev.penstock.partition.system.Exported;
import dev.penstock.partition.system.SystemTable;
import dev.penstock.table.TableDefinition;
import dev.penstock.table.TableStatus;
import dev.penstock.table.destination.DestinationChange;
import dev.penstock.table.destination.StreamingDestination;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges commands on the destinations that tables are exported to, against the unpublished root,
 * without altering it. The texts are DynamoDB's as its users report them, where they do.
 */
final class DestinationDecider {
    static final String ENABLED =
            "Table is not in a valid state to enable Kinesis Streaming Destination:"
                    + " EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to"
                    + " perform ENABLE operation.";
    static final String NOT_ACTIVE =
            "Table is not in a valid state to enable Kinesis Streaming Destination:"
                    + " KinesisStreamingDestination must be ACTIVE to perform %s operation.";
    static final String SAME_PRECISION =
            "Invalid Request: Precision is already set to the desired value of %s for tableId: %s,"
                    + " kdsArn: %s";
    static final String TOO_MANY =
            "Subscriber limit exceeded: There is a limit of %d active Kinesis streaming"
                    + " destinations per %s";

    @Limit(
            of = "active Kinesis streaming destinations of a table",
            unit = "destinations",
            beyond = "`LimitExceededException`")
    static final int ACTIVE_MAX = 2;

    @Limit(
            of = "active Kinesis streaming destinations of a node",
            unit = "destinations",
            beyond = "`LimitExceededException`")
    static final int ACTIVE_OF_NODE_MAX = 64;

    @Limit(
            of = "destinations of a table, those that were disabled not long ago among them",
            unit = "destinations",
            beyond = "the one disabled first is forgotten")
    static final int KEPT_MAX = 16;

    private final Draft draft;
    private final Room room;
    private final long keptMicros;

    DestinationDecider(Draft draft, Room room) {
        this.draft = draft;
        this.room = room;
        keptMicros = draft.settings().streams().retentionMicros();
    }

    Decision change(Command.ChangeDestination wanted, long micros) {
        requireDisk();
        DraftTable table = draft.table(wanted.tableName());
        if (table == null) {
            throw new RequestException(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "Requested resource not found: Table: " + wanted.tableName() + " not found");
        }
        var judged = new Judged(table.definition(), wanted.streamArn(), micros);
        switch (wanted.change()) {
            case DestinationChange.Enable enable -> judged.enable(enable);
            case DestinationChange.Disable _ -> judged.disable();
            case DestinationChange.Update update -> judged.update(update.precision());
        }
        return judged.decision(table);
    }

    private static void requireRoom(long active, int max, String of) {
        if (active >= max) {
            throw new RequestException(ErrorCode.LIMIT_EXCEEDED, TOO_MANY.formatted(max, of));
        }
    }

    /** One change being judged. For one command, then thrown away. */
    private final class Judged {
        private final TableDefinition before;
        private final String arn;
        private final long micros;
        private final List<StreamingDestination> after;
        private final List<Change> rows = new ArrayList<>();

        Judged(TableDefinition before, String arn, long micros) {
            this.before = before;
            this.arn = arn;
            this.micros = micros;
            after = new ArrayList<>(before.settings().destinations());
        }

        void enable(DestinationChange.Enable enable) {
            StreamingDestination latest = latest();
            if (latest != null && (latest.isActive() || isDraining(latest))) {
                throw RequestException.validation(ENABLED);
            }
            long ofTable = after.stream().filter(StreamingDestination::isActive).count();
            requireRoom(ofTable, ACTIVE_MAX, "table");
            requireRoom(draft.activeDestinations(), ACTIVE_OF_NODE_MAX, "subscriber");
            if (latest != null) {
                forget(latest);
            }
            boolean canExport = enable.canExport();
            after.add(
                    new StreamingDestination(
                            arn,
                            enable.precision(),
                            canExport
                                    ? StreamingDestination.State.ACTIVE
                                    : StreamingDestination.State.ENABLE_FAILED,
                            micros,
                            canExport ? 0 : micros));
            forgetOld();
        }

        void disable() {
            StreamingDestination active = requireActive("DISABLE");
            after.set(after.indexOf(active), active.disabledAt(micros));
            forgetOld();
        }

        void update(StreamingDestination.Precision precision) {
            StreamingDestination active = requireActive("UPDATE");
            if (active.precision() == precision) {
                throw RequestException.validation(
                        SAME_PRECISION.formatted(precision, before.identity().uuid(), arn));
            }
            after.set(after.indexOf(active), active.with(precision));
        }

        Decision decision(DraftTable table) {
            var definition = before.with(before.settings().with(after));
            rows.addFirst(SystemTable.TABLES.put(DefinitionRow.encode(definition)));
            return new Decision(
                    new Outcome.TableChanged(
                            definition,
                            TableStatus.ACTIVE,
                            table.published().itemCount(),
                            table.published().sizeBytes()),
                    rows);
        }

        private StreamingDestination requireActive(String operation) {
            StreamingDestination latest = latest();
            if (latest == null || !latest.isActive()) {
                throw RequestException.validation(NOT_ACTIVE.formatted(operation));
            }
            return latest;
        }

        private @Nullable StreamingDestination latest() {
            StreamingDestination latest = null;
            for (StreamingDestination destination : after) {
                if (destination.streamArn().equals(arn)) {
                    latest = destination;
                }
            }
            return latest;
        }

        private boolean isDraining(StreamingDestination destination) {
            byte[] row = exportRow(before.id(), destination);
            return Exported.isDraining(destination, ExportRow.decode(row), micros);
        }

        /** Those that were disabled long ago, and the first ones of too many. */
        private void forgetOld() {
            for (StreamingDestination destination : List.copyOf(after)) {
                boolean isOld = micros - destination.endMicros() > keptMicros;
                if (!destination.isActive() && (isOld || after.size() > KEPT_MAX)) {
                    forget(destination);
                }
            }
        }

        private void forget(StreamingDestination destination) {
            after.remove(destination);
            if (exportRow(before.id(), destination) != null) {
                rows.add(SystemTable.EXPORTS.remove(ExportRow.key(before.id(), destination)));
            }
        }
    }

    /** Adds what goes with a table that is deleted. */
    void addRemovals(TableDefinition gone, List<Change> changes) {
        for (StreamingDestination destination : gone.settings().destinations()) {
            if (exportRow(gone.id(), destination) != null) {
                changes.add(SystemTable.EXPORTS.remove(ExportRow.key(gone.id(), destination)));
            }
        }
    }

    /** Of a destination that is there no longer, nothing is saved. */
    Decision save(Command.SaveExport save) {
        requireDisk();
        var outcome = new Outcome.StreamsKept();
        DraftTable table = draft.table(save.tableId());
        if (table == null) {
            return Decision.unchanged(outcome);
        }
        for (StreamingDestination destination : table.definition().settings().destinations()) {
            if (Exported.isSame(destination, save.destination())) {
                return Decision.of(
                        outcome,
                        SystemTable.EXPORTS.put(
                                ExportRow.encode(save.tableId(), destination, save.progress())));
            }
        }
        return Decision.unchanged(outcome);
    }

    private byte @Nullable [] exportRow(int tableId, StreamingDestination destination) {
        return draft.row(SystemTable.EXPORTS, ExportRow.key(tableId, destination));
    }

    private void requireDisk() {
        if (room.disk() == DiskLevel.EXHAUSTED) {
            throw new RequestException(ErrorCode.INTERNAL, Room.DISK_FULL);
        }
    }
}
