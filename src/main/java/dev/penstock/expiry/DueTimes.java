package dev.penstock.expiry;

import dev.penstock.common.Limit;
import dev.penstock.expression.SortRange;
import dev.penstock.item.AttributeType;
import dev.penstock.item.EscapedBytes;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.NumberBytes;
import dev.penstock.item.ValueBytes;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The values of an expiry attribute that are due at one moment: numbers of seconds since 1970,
 * fractions too, that are less than now and no more than five years ago. Anything else never is:
 * DynamoDB takes it for a mistake. Immutable.
 */
public final class DueTimes {
    /** Five years, with the one leap day that they always have. */
    @Limit(
            of = "age of an expiry time",
            unit = "seconds",
            beyond = "the item does not expire, as in DynamoDB")
    static final long AGE_SECONDS_MAX = (5 * 365 + 1) * 86_400L;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int MICROS_SCALE = 6;

    private final byte[] from;
    private final byte[] before;

    private DueTimes(long nowMicros) {
        from = number(nowMicros - AGE_SECONDS_MAX * MICROS_PER_SECOND);
        before = number(nowMicros);
    }

    public static DueTimes at(long nowMicros) {
        return new DueTimes(nowMicros);
    }

    private static byte[] number(long micros) {
        return NumberBytes.of(BigDecimal.valueOf(micros, MICROS_SCALE));
    }

    /** Whether an item is due. */
    public boolean contains(byte[] item, byte[] attributeUtf8) {
        int value = ItemBytes.find(item, attributeUtf8);
        if (value < 0 || ValueBytes.type(item, value) != AttributeType.N) {
            return false;
        }
        int start = ValueBytes.payloadOffset(item, value);
        int end = ValueBytes.end(item, value);
        return Arrays.compareUnsigned(item, start, end, before, 0, before.length) < 0
                && Arrays.compareUnsigned(item, start, end, from, 0, from.length) >= 0;
    }

    /** The same as sort keys of {@link ExpiryIndex}. */
    SortRange range() {
        // An entry's key goes on behind its number, so that those of the upper end lie beyond it.
        return SortRange.between(ended(from), ended(before));
    }

    private static byte[] ended(byte[] number) {
        int length = EscapedBytes.length(number, 0, number.length);
        byte[] bytes = new byte[length + EscapedBytes.END_BYTES];
        EscapedBytes.writeEnd(bytes, EscapedBytes.write(number, 0, number.length, bytes, 0));
        return bytes;
    }

    /** When a due item's time came. */
    static long micros(byte[] item, byte[] attributeUtf8) {
        int value = ItemBytes.find(item, attributeUtf8);
        int start = ValueBytes.payloadOffset(item, value);
        return NumberBytes.toBigDecimal(item, start, ValueBytes.end(item, value))
                .movePointRight(MICROS_SCALE)
                .longValue();
    }
}
