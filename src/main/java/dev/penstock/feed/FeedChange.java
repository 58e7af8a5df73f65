package dev.penstock.feed;

import dev.penstock.log.Change;
import org.jspecify.annotations.Nullable;

/**
 * A change and what it changed.
 *
 * @param before the item that was there, shared with the trees; null if there was none
 * @param ordinal of the change in its commit, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // Item bytes are shared by design, and never altered.
public record FeedChange(Change change, byte @Nullable [] before, int ordinal) {
    /** What a change keeps in memory beside the images. */
    private static final int OVERHEAD_BYTES = 96;

    /** The only change of its commit. */
    public FeedChange(Change change, byte @Nullable [] before) {
        this(change, before, 0);
    }

    /** The item that is there now; null if there is none. */
    public byte @Nullable [] after() {
        return switch (change) {
            case Change.Put put -> put.item();
            case Change.Remove _ -> null;
        };
    }

    /** What it keeps in memory at most: the images may be parts of trees too. */
    long heldBytes() {
        byte[] image =
                switch (change) {
                    case Change.Put put -> put.item();
                    case Change.Remove remove -> remove.key();
                };
        return (long) OVERHEAD_BYTES + image.length + (before == null ? 0 : before.length);
    }
}
