package dev.penstock.log;

import org.jspecify.annotations.Nullable;

/**
 * The after-image of one item, or its removal. The log treats images as bytes; what they mean is
 * {@code docs/internals/item-format.md}. The arrays are shared, never copied: nobody may alter
 * them.
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Item bytes are shared by design, and compared by no one.
public sealed interface Change {
    /** The largest value of {@link #flags}. */
    int FLAGS_MAX = 0xFF;

    /** Number of the table that holds the item. */
    int tableId();

    Origin origin();

    /** Eight bits that belong to the engine; the log keeps them. */
    int flags();

    /** The item before the change, where somebody asked for it and there was one. */
    byte @Nullable [] before();

    /** The item as it is from now on; its key stands in its first attributes. */
    record Put(int tableId, Origin origin, int flags, byte[] item, byte @Nullable [] before)
            implements Change {
        // Not compact: the compiler would lose the null annotation of the array.
        public Put(int tableId, Origin origin, int flags, byte[] item, byte @Nullable [] before) {
            requireFlags(flags);
            this.tableId = tableId;
            this.origin = origin;
            this.flags = flags;
            this.item = item;
            this.before = before;
        }
    }

    /** The item with this key is gone; the key is an item that has only its key attributes. */
    record Remove(int tableId, Origin origin, int flags, byte[] key, byte @Nullable [] before)
            implements Change {
        // Not compact: the compiler would lose the null annotation of the array.
        public Remove(int tableId, Origin origin, int flags, byte[] key, byte @Nullable [] before) {
            requireFlags(flags);
            this.tableId = tableId;
            this.origin = origin;
            this.flags = flags;
            this.key = key;
            this.before = before;
        }
    }

    private static void requireFlags(int flags) {
        if (flags < 0 || flags > FLAGS_MAX) {
            throw new IllegalArgumentException("flags out of bounds: " + flags);
        }
    }
}
