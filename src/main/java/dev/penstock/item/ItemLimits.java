package dev.penstock.item;

import dev.penstock.common.Limit;

/** DynamoDB's limits on items and values, and the constants of its size formula. */
public final class ItemLimits {
    private static final String REFUSED = "`ValidationException`: ";

    /** Names and values of one item, keys included. */
    @Limit(
            of = "size of an item, names and values",
            unit = "bytes",
            beyond =
                    REFUSED
                            + "Item size has exceeded the maximum allowed size; for an update: Item"
                            + " size to update has exceeded the maximum allowed size")
    public static final int ITEM_BYTES_MAX = 409_600;

    /** Lists and maps inside each other. */
    @Limit(
            of = "lists and maps inside each other",
            unit = "levels",
            beyond = REFUSED + ValueWriter.TOO_DEEP)
    public static final int NESTING_MAX = 32;

    @Limit(
            of = "value of a partition key",
            unit = "bytes",
            beyond = REFUSED + KeyRules.PARTITION_KEY_TOO_LARGE)
    public static final int PARTITION_KEY_BYTES_MAX = 2_048;

    @Limit(
            of = "value of a sort key",
            unit = "bytes",
            beyond = REFUSED + KeyRules.SORT_KEY_TOO_LARGE)
    public static final int SORT_KEY_BYTES_MAX = 1_024;

    /** Name of an attribute that is part of a key, of a table or of an index. */
    @Limit(
            of = "name of a key attribute",
            unit = "bytes",
            beyond = "`ValidationException` when the table is created")
    public static final int KEY_NAME_BYTES_MAX = 255;

    /** Name of any other attribute; the guide says 64 KB. */
    @Limit(of = "name of any other attribute", unit = "bytes", beyond = "`ValidationException`")
    public static final int NAME_BYTES_MAX = 65_535;

    /** Significant digits of a number, leading and trailing zeros not counted. */
    @Limit(
            of = "precision of a number",
            unit = "significant digits",
            beyond = REFUSED + NumberText.TOO_MANY_DIGITS)
    public static final int NUMBER_DIGITS_MAX = 38;

    /** Power of ten of the first digit of the largest number, 9.99...E125. */
    @Limit(
            of = "largest number: power of ten of its first digit",
            unit = "",
            beyond = REFUSED + NumberText.OVERFLOW)
    public static final int NUMBER_EXPONENT_MAX = 125;

    /** Power of ten of the first digit of the smallest number, 1E-130. */
    @Limit(
            of = "smallest number above zero: power of ten of its first digit",
            unit = "",
            beyond = REFUSED + NumberText.UNDERFLOW)
    public static final int NUMBER_EXPONENT_MIN = -130;

    /** What DynamoDB charges for a list or a map beside its contents. */
    public static final int DOCUMENT_OVERHEAD_BYTES = 3;

    /** What DynamoDB charges for each element of a list and each pair of a map. */
    public static final int ELEMENT_OVERHEAD_BYTES = 1;

    private ItemLimits() {}
}
