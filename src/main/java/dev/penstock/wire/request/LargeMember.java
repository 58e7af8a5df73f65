package dev.penstock.wire.request;

import dev.penstock.error.RequestException;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * The member that makes up most of an operation's body: read where it stands, in the pass that
 * proves the body to be JSON, instead of once more behind it.
 *
 * @param <T> what it is read into
 */
public record LargeMember<T>(JsonName name, Reader<T> reader) {
    /** The item of a put. */
    public static final LargeMember<ItemDraft> ITEM =
            new LargeMember<>(Names.ITEM, (body, json) -> body.values().readItem(json));

    /** The key of an operation on one item. */
    public static final LargeMember<ItemDraft> KEY =
            new LargeMember<>(Names.KEY, (body, json) -> body.values().readItem(json));

    /** Reads the member's value. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Null if the value is null. May be asked more than once, and asked in vain: it must keep
         * nothing.
         *
         * @throws RequestException SERIALIZATION alone; what else is wrong must wait in the result
         */
        @Nullable T read(RequestBody body, JsonReader json);
    }
}
