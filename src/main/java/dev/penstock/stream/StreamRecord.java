package dev.penstock.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.common.Hash;
import dev.penstock.feed.ChangeFlags;
import dev.penstock.item.ItemBytes;
import dev.penstock.log.Change;
import dev.penstock.log.Origin;
import dev.penstock.table.StreamDefinition;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One change of one item, as a stream shows it. The bytes are shared: nobody may alter them. */
public record StreamRecord(StreamPosition position, Change change) {
    /** Record, position, change and the headers of arrays. */
    private static final int OBJECTS_BYTES = 128;

    /** What happened to the item (DynamoDB: eventName). */
    public enum Event {
        INSERT,
        MODIFY,
        REMOVE
    }

    public Event event() {
        return switch (change) {
            case Change.Remove _ -> Event.REMOVE;
            case Change.Put put ->
                    (put.flags() & ChangeFlags.REPLACES) == 0 ? Event.INSERT : Event.MODIFY;
        };
    }

    /** Whether the item was removed because its time had come, and by no client. */
    public boolean isExpiry() {
        return change.origin() == Origin.TTL;
    }

    /** The same whenever the record is read, and no other record's: 32 hexadecimal digits. */
    public String eventId(StreamDefinition stream) {
        byte[] bytes = (stream.identity().tableId() + "/" + position.toNumber()).getBytes(UTF_8);
        var hex = HexFormat.of();
        return hex.toHexDigits(Hash.xxh64(bytes))
                + hex.toHexDigits(Hash.xxh64(bytes, 1, bytes.length - 1));
    }

    /** An item with the key attributes alone. */
    public byte[] keys(StreamDefinition stream) {
        return switch (change) {
            case Change.Put put -> ItemBytes.keyOf(put.item(), stream.keySchema().hasSortKey());
            case Change.Remove remove -> remove.key();
        };
    }

    /** The item after the change, if the stream shows it and there is one. */
    public byte @Nullable [] newImage(StreamDefinition stream) {
        return switch (change) {
            case Change.Put put -> stream.viewType().showsNew() ? put.item() : null;
            case Change.Remove _ -> null;
        };
    }

    /** The item before the change, if the stream shows it and there was one. */
    public byte @Nullable [] oldImage(StreamDefinition stream) {
        return stream.viewType().showsOld() ? change.before() : null;
    }

    /** DynamoDB's size of the record: keys and images. */
    public int sizeBytes(StreamDefinition stream) {
        return ItemBytes.sizeBytes(keys(stream))
                + sizeBytes(newImage(stream))
                + sizeBytes(oldImage(stream));
    }

    private static int sizeBytes(byte @Nullable [] image) {
        return image == null ? 0 : ItemBytes.sizeBytes(image);
    }

    /** What it keeps in memory, about. */
    public long heldBytes() {
        byte[] image =
                switch (change) {
                    case Change.Put put -> put.item();
                    case Change.Remove remove -> remove.key();
                };
        byte[] before = change.before();
        return (long) OBJECTS_BYTES + image.length + (before == null ? 0 : before.length);
    }
}
