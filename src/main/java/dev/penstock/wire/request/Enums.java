package dev.penstock.wire.request;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The API model's enumerations, in the order in which the service's error texts list them. */
public final class Enums {
    public static final Set<String> KEY_TYPE = of("HASH", "RANGE");
    public static final Set<String> ATTRIBUTE_TYPE = of("B", "N", "S");
    public static final Set<String> PROJECTION_TYPE = of("ALL", "INCLUDE", "KEYS_ONLY");
    public static final Set<String> BILLING_MODE = of("PROVISIONED", "PAY_PER_REQUEST");
    public static final Set<String> TABLE_CLASS = of("STANDARD", "STANDARD_INFREQUENT_ACCESS");
    public static final Set<String> STREAM_VIEW_TYPE =
            of("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY");

    public static final Set<String> SHARD_ITERATOR_TYPE =
            of("TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER");
    public static final Set<String> SHARD_FILTER_TYPE = of("CHILD_SHARDS");
    public static final Set<String> DESTINATION_PRECISION = of("MICROSECOND", "MILLISECOND");
    public static final Set<String> RETURN_CONSUMED_CAPACITY = of("INDEXES", "TOTAL", "NONE");
    public static final Set<String> RETURN_ITEM_COLLECTION_METRICS = of("SIZE", "NONE");
    public static final Set<String> RETURN_VALUES =
            of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
    public static final Set<String> RETURN_VALUES_ON_FAILURE = of("ALL_OLD", "NONE");
    public static final Set<String> CONDITIONAL_OPERATOR = of("OR", "AND");
    public static final Set<String> SELECT =
            of("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");

    public static final Set<String> ATTRIBUTE_ACTION = of("ADD", "DELETE", "PUT");
    public static final Set<String> COMPARISON_OPERATOR =
            of(
                    "IN",
                    "NULL",
                    "BETWEEN",
                    "LT",
                    "NOT_CONTAINS",
                    "EQ",
                    "GT",
                    "NOT_NULL",
                    "NE",
                    "LE",
                    "BEGINS_WITH",
                    "GE",
                    "CONTAINS");

    private Enums() {}

    private static Set<String> of(String... values) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(values)));
    }
}
