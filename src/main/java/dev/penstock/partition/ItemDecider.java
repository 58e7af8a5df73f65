package dev.penstock.partition;

import dev.penstock.common.Limit;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.expiry.DueTimes;
import dev.penstock.expression.UpdateResult;
import dev.penstock.feed.ChangeFlags;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemLimits;
import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import java.util.ArrayList;
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

    /** One commit's items, which the log may have to keep as they were. */
    @Limit(
            of = "bytes of expired items under one removal",
            unit = "bytes",
            beyond = "the rest is removed with the next")
    static final long EXPIRED_BYTES_MAX = 1 << 20;

    private final Draft draft;
    private final Room room;

    ItemDecider(Draft draft, Room room) {
        this.draft = draft;
        this.room = room;
    }

    /**
     * What a command comes to.
     *
     * @throws RequestException if the command is refused
     */
    Decision decide(Command.Write write) {
        DraftTable table = draft.table(write.table().definition().id());
        if (table == null) {
            throw new RequestException(ErrorCode.RESOURCE_NOT_FOUND, TABLE_GONE);
        }
        requireDisk(write);
        requireIndexesNear(table);
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

    /**
     * What of these items is due still, by what they and the table are now: the order in which they
     * were found is a little behind.
     *
     * @throws RequestException if none can be removed now
     */
    Decision removeExpired(Command.RemoveExpired wanted, DueTimes due) {
        DraftTable table = draft.table(wanted.tableId());
        if (table == null) {
            throw new RequestException(ErrorCode.RESOURCE_NOT_FOUND, TABLE_GONE);
        }
        if (room.disk() == DiskLevel.EXHAUSTED) {
            throw new RequestException(ErrorCode.INTERNAL, Room.DISK_FULL);
        }
        requireIndexesNear(table);
        byte[] attribute = table.expiryAttribute();
        var changes = new ArrayList<Change>();
        int judged = 0;
        long bytes = 0;
        for (byte[] item : wanted.items()) {
            if (bytes >= EXPIRED_BYTES_MAX) {
                break;
            }
            judged++;
            byte[] before = table.get(table.keyOf(item));
            if (before != null && attribute != null && due.contains(before, attribute)) {
                changes.add(removal(table, before, table.keyItem(item), Origin.TTL));
                bytes += before.length;
            }
        }
        return new Decision(new Outcome.Expired(judged, changes.size()), changes);
    }

    private void requireIndexesNear(DraftTable table) {
        if (table.isIndexed() && !room.indexesKeepUp()) {
            throw new RequestException(ErrorCode.THROTTLING, Room.INDEXES_BEHIND);
        }
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
        return Decision.of(written, removal(table, before, keyItem, Origin.USER));
    }

    private static Change removal(DraftTable table, byte[] before, byte[] keyItem, Origin origin) {
        byte[] logged = table.logsBefore() ? before : null;
        return new Change.Remove(table.id(), origin, flags(table, before), keyItem, logged);
    }

    private static int flags(DraftTable table, byte @Nullable [] before) {
        int flags = before == null ? 0 : ChangeFlags.REPLACES;
        flags |= table.isStreamed() ? ChangeFlags.STREAMED : 0;
        return table.isExported() ? flags | ChangeFlags.EXPORTED : flags;
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
