package dev.penstock.partition;

import dev.penstock.common.Clock;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.expiry.DueTimes;
import java.util.UUID;
import java.util.function.Supplier;

/** Judges any command against the unpublished root, without altering it. */
final class Decider {
    static final String BROKEN = "Internal server error";

    private final ItemDecider items;
    private final CatalogueDecider catalogue;
    private final IndexDecider indexes;
    private final DestinationDecider destinations;
    private final Room room;
    private final Clock clock;

    /**
     * @param clock what expires is judged by: commit times do not go back with it
     */
    Decider(Draft draft, Room room, Supplier<UUID> uuids, Clock clock) {
        items = new ItemDecider(draft, room);
        destinations = new DestinationDecider(draft, room);
        catalogue = new CatalogueDecider(draft, room, uuids, destinations);
        indexes = new IndexDecider(draft, room);
        this.room = room;
        this.clock = clock;
    }

    /** The log has no room: nothing is accepted until the next look at the disk. */
    void onNoRoom() {
        room.onDisk(DiskLevel.EXHAUSTED);
    }

    /**
     * What to do about a command.
     *
     * @param micros the commit time, should it change anything
     */
    Decision decide(Command command, long micros) {
        try {
            return switch (command) {
                case Command.Write write -> items.decide(write);
                case Command.CreateTable create -> catalogue.create(create.table(), micros);
                case Command.UpdateTable update ->
                        catalogue.update(update.tableName(), update.change(), micros);
                case Command.DeleteTable delete -> catalogue.delete(delete.tableName(), micros);
                case Command.ActivateIndex ready ->
                        indexes.activate(ready.tableId(), ready.indexId());
                case Command.RemoveIndex gone -> indexes.remove(gone.tableId(), gone.indexId());
                case Command.TagTable tag -> catalogue.tag(tag.tableName(), tag.tags());
                case Command.KeepStreams keep -> catalogue.keepStreams(keep, micros);
                case Command.UpdateTimeToLive update -> catalogue.updateTimeToLive(update, micros);
                case Command.RemoveExpired expired ->
                        items.removeExpired(expired, DueTimes.at(clock.micros()));
                case Command.ChangeDestination change -> destinations.change(change, micros);
                case Command.SaveExport save -> destinations.save(save);
                case Command.UntagTable untag ->
                        catalogue.untag(untag.tableName(), untag.tagNames());
            };
        } catch (RequestException refusal) {
            return Decision.unchanged(new Outcome.Refused(refusal));
        } catch (RuntimeException mistake) {
            // The one exception that does not stop the node: judging alters nothing, and one
            // client's expression must not be able to stop the server for all. The trace goes out
            // with the refusal and is logged where it is answered.
            var refusal = new RequestException(ErrorCode.INTERNAL, BROKEN);
            refusal.setStackTrace(mistake.getStackTrace());
            return Decision.unchanged(new Outcome.Refused(refusal));
        }
    }
}
