package dev.penstock.model;

import dev.penstock.model.language.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What DynamoDB charges, in capacity units. */
final class Price {
    private static final int READ_STEP_BYTES = 4_096;
    private static final int WRITE_STEP_BYTES = 1_024;

    private Price() {}

    /** A write, by the larger of the two items. */
    static double ofWrite(@Nullable Map<String, Value> before, @Nullable Map<String, Value> after) {
        return steps(Math.max(size(before), size(after)), WRITE_STEP_BYTES);
    }

    /** A read of so many bytes. */
    static double ofRead(long bytes, boolean consistent) {
        return steps(bytes, READ_STEP_BYTES) * (consistent ? 1 : 0.5);
    }

    static int size(@Nullable Map<String, Value> item) {
        return item == null ? 0 : Value.sizeOf(item);
    }

    private static long steps(long bytes, int stepBytes) {
        return Math.max(1, (bytes + stepBytes - 1) / stepBytes);
    }
}
