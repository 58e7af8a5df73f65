package dev.penstock.expression;

import dev.penstock.item.EscapedBytes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Key conditions on an index as intervals of its composite keys: attributes one behind the other,
 * each escaped and ended, as {@link dev.penstock.item.IndexKey} writes them.
 */
final class CompositeRange {
    private static final byte[] NO_BYTES = {};

    private CompositeRange() {}

    /**
     * The payload of an index's partition key: of one attribute its own, of several all of them.
     */
    static byte[] partitionKey(List<KeyTest> tests) {
        return tests.size() == 1 ? tests.getFirst().payload(0) : equal(tests);
    }

    /**
     * @param tests of the first sort attributes without a gap; all but the last are equalities
     */
    static SortRange ofSortKeys(List<KeyTest> tests) {
        if (tests.isEmpty()) {
            return SortRange.ALL;
        }
        byte[] before = equal(tests.subList(0, tests.size() - 1));
        var last = tests.getLast();
        byte[] value = append(before, last.payload(0), true);
        return switch (last.operator()) {
            case EQ -> SortRange.beginningWith(value);
            case LT -> SortRange.from(before, value);
            case LE -> SortRange.from(before, SortRange.successor(value));
            case GT -> SortRange.from(SortRange.successor(value), end(before));
            case GE -> SortRange.from(value, end(before));
            case BETWEEN ->
                    SortRange.from(
                            value, SortRange.successor(append(before, last.payload(1), true)));
            case BEGINS_WITH -> SortRange.beginningWith(append(before, last.payload(0), false));
        };
    }

    private static byte @Nullable [] end(byte[] before) {
        return before.length == 0 ? null : SortRange.successor(before);
    }

    private static byte[] equal(List<KeyTest> tests) {
        byte[] bytes = NO_BYTES;
        for (var test : tests) {
            bytes = append(bytes, test.payload(0), true);
        }
        return bytes;
    }

    private static byte[] append(byte[] before, byte[] payload, boolean ended) {
        int length = EscapedBytes.length(payload, 0, payload.length);
        byte[] bytes =
                Arrays.copyOf(
                        before, before.length + length + (ended ? EscapedBytes.END_BYTES : 0));
        int end = EscapedBytes.write(payload, 0, payload.length, bytes, before.length);
        if (ended) {
            EscapedBytes.writeEnd(bytes, end);
        }
        return bytes;
    }
}
