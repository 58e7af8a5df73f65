package dev.penstock.partition;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.expression.UpdateResult;
import dev.penstock.feed.ChangeFlags;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemLimits;
import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Judges commands on items against the unpublished root, without altering it.
 *
 * <p>Order of checks, as DynamoDB does it: table, size and index keys of a put (the request alone),
 * condition, update with the size and the index keys of what it makes.
 */
final class ItemDecider {
    static final String TABLE_GONE = "Requested resource not found";
    static final String PUT_TOO_LARGE = "Item size has exceeded the maximum allowed size";

    private final Draft draft;
    private final Room room;

    ItemDecider(Draft draft, Room room) {
        this.draft = draft;
        this.room = room;
    }

    /**
     * @param micros the commit time, should it change anything
     * @throws RequestException if the command is refused
     */
    Decision decide(Command.Write write, long micros) {
        DraftTable table = draft.table(write.table().definition().id());
        if (table == null) {
            throw new RequestException(ErrorCode.RESOURCE_NOT_FOUND, TABLE_GONE);
        }
        requireDisk(write);
        if (table.isIndexed() && !room.indexesKeepUp(micros)) {
            throw new RequestException(ErrorCode.THROTTLING, Room.INDEXES_BEHIND);
        }
        if (write instanceof Command.Put put) {
            requireSize(put.item());
            table.indexKeys().requireItem(put.item());
        }
        byte[] before = table.get(write.key());
        Command.Guard guard = write.guard();
        if (guard.condition() != null && !guard.condition().holds(before)) {
            return Decision.unchanged(conditionFailed(before, guard));
        }
        return switch (write) {
            case Command.Put put -> store(table, before, put.item(), null);
            case Command.Delete delete -> remove(table, before, delete.keyItem());
            case Command.Update update -> {
                UpdateResult result = update.update().apply(before, update.keyItem());
                byte[] after = result.newItem();
                if (after == null) {
                    yield Decision.unchanged(new Outcome.Written(before, null, result));
                }
                table.indexKeys().requireUpdated(after);
                yield store(table, before, after, result);
            }
        };
    }

    private Decision store(
            DraftTable table,
            byte @Nullable [] before,
            byte[] after,
            @Nullable UpdateResult update) {
        var written = new Outcome.Written(before, after, update);
        if (before != null && Arrays.equals(before, after)) {
            return Decision.unchanged(written);
        }
        boolean grows = after.length > (before == null ? 0 : before.length);
        long liveBytes = draft.liveBytes();
        if (grows ? !room.allowsGrowth(liveBytes) : !room.allowsReplacement(liveBytes)) {
            throw new RequestException(ErrorCode.THROTTLING, Room.MEMORY_FULL);
        }
        byte[] logged = table.logsBefore() ? before : null;
        return Decision.of(
                written,
                new Change.Put(table.id(), Origin.USER, flags(table, before), after, logged));
    }

    private static Decision remove(DraftTable table, byte @Nullable [] before, byte[] keyItem) {
        var written = new Outcome.Written(before, null, null);
        if (before == null) {
            return Decision.unchanged(written);
        }
        byte[] logged = table.logsBefore() ? before : null;
        return Decision.of(
                written,
                new Change.Remove(table.id(), Origin.USER, flags(table, before), keyItem, logged));
    }

    private static int flags(DraftTable table, byte @Nullable [] before) {
        int flags = before == null ? 0 : ChangeFlags.REPLACES;
        return table.isStreamed() ? flags | ChangeFlags.STREAMED : flags;
    }

    private static Outcome conditionFailed(byte @Nullable [] before, Command.Guard guard) {
        int sizeBytes = before == null ? 0 : ItemBytes.sizeBytes(before);
        return new Outcome.ConditionFailed(guard.itemOnFailure() ? before : null, sizeBytes);
    }

    private void requireDisk(Command.Write write) {
        boolean refused =
                switch (room.disk()) {
                    case PLENTY -> false;
                    case LOW -> !(write instanceof Command.Delete);
                    case EXHAUSTED -> true;
                };
        if (refused) {
            throw new RequestException(ErrorCode.INTERNAL, Room.DISK_FULL);
        }
    }

    /** Of a put alone: an update checks the item that it makes. */
    private static void requireSize(byte[] item) {
        if (ItemBytes.sizeBytes(item) > ItemLimits.ITEM_BYTES_MAX) {
            throw RequestException.validation(PUT_TOO_LARGE);
        }
    }
}
