package dev.penstock.partition.system;

import org.jspecify.annotations.Nullable;

/** Rows of {@link SystemTable#COUNTERS}: a name and a number that only grows. */
public final class CounterRow {
    /** The highest id that a table was ever given. */
    public static final String LAST_TABLE_ID = "lastTableId";

    /** Commit time of the last commit that only says that shards of streams have ended. */
    public static final String CLOSING = "closingMicros";

    private static final String VALUE = "value";

    private CounterRow() {}

    public static byte[] encode(String counter, long value) {
        return new RowWriter(SystemTable.COUNTERS, counter).number(VALUE, value).row();
    }

    public static byte[] key(String counter) {
        return new RowWriter(SystemTable.COUNTERS, counter).row();
    }

    /** The number, or another one if there is no row yet. */
    public static long decode(byte @Nullable [] row, long otherwise) {
        return row == null ? otherwise : new RowReader(row).number(VALUE);
    }
}
