package dev.penstock.partition.system;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of {@link SystemTable#STREAMS} that holds the secret with which shard iterators are
 * signed: random, made with the first stream, never shown.
 */
public final class StreamKeyRow {
    /** No table has this name. */
    private static final String KEY = "$key";

    private static final String SECRET = "secret";

    private StreamKeyRow() {}

    public static byte[] key() {
        return new RowWriter(SystemTable.STREAMS, KEY).row();
    }

    static byte[] encode(UUID first, UUID second) {
        return new RowWriter(SystemTable.STREAMS, KEY).text(SECRET, first + "/" + second).row();
    }

    /** The secret; null while there never was a stream. */
    public static @Nullable String decode(byte @Nullable [] row) {
        return row == null ? null : new RowReader(row).text(SECRET);
    }
}
