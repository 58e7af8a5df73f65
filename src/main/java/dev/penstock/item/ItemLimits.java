package dev.penstock.item;

import dev.penstock.common.Limit;
import java.util.List;

/** DynamoDB's limits on items and values, and the constants of its size formula. */
public final class ItemLimits {
    /** Names and values of one item, keys included. */
    public static final int ITEM_BYTES_MAX = 409_600;

    /** Lists and maps inside each other. */
    public static final int NESTING_MAX = 32;

    public static final int PARTITION_KEY_BYTES_MAX = 2_048;
    public static final int SORT_KEY_BYTES_MAX = 1_024;

    /** Name of an attribute that is part of a key, of a table or of an index. */
    public static final int KEY_NAME_BYTES_MAX = 255;

    /** Name of any other attribute; the guide says 64 KB. */
    public static final int NAME_BYTES_MAX = 65_535;

    /** Significant digits of a number, leading and trailing zeros not counted. */
    public static final int NUMBER_DIGITS_MAX = 38;

    /** Power of ten of the first digit of the largest number, 9.99...E125. */
    public static final int NUMBER_EXPONENT_MAX = 125;

    /** Power of ten of the first digit of the smallest number, 1E-130. */
    public static final int NUMBER_EXPONENT_MIN = -130;

    /** What DynamoDB charges for a list or a map beside its contents. */
    public static final int DOCUMENT_OVERHEAD_BYTES = 3;

    /** What DynamoDB charges for each element of a list and each pair of a map. */
    public static final int ELEMENT_OVERHEAD_BYTES = 1;

    private ItemLimits() {}

    /** For docs/limits.md. */
    public static List<Limit> limits() {
        return List.of();
    }
}
