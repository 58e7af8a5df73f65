package dev.penstock.feed;

import dev.penstock.log.Change;
import dev.penstock.log.LogPosition;
import org.jspecify.annotations.Nullable;

/**
 * A change and its place in the log.
 *
 * @param commitMicros commit time, microseconds since 1970
 * @param before the item that was there, as far as is known: from memory always, from the log only
 *     where it was kept ({@link Change#before}); null otherwise, and if there was none
 */
@SuppressWarnings("ArrayRecordComponent") // Item bytes are shared by design, and never altered.
public record LoggedChange(
        long commitMicros, LogPosition position, Change change, byte @Nullable [] before) {
    /** Record, position, change and the headers of arrays. */
    private static final int OBJECTS_BYTES = 128;

    /** What it keeps in memory, about. */
    public long heldBytes() {
        byte[] image =
                switch (change) {
                    case Change.Put put -> put.item();
                    case Change.Remove remove -> remove.key();
                };
        return (long) OBJECTS_BYTES + image.length + (before == null ? 0 : before.length);
    }
}
