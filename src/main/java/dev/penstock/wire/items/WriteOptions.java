package dev.penstock.wire.items;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.penstock.error.RequestException;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.ConsumedCapacity;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What PutItem, UpdateItem and DeleteItem have in common: the table and what to answer. */
final class WriteOptions {
    /** Members of a request that are read here. */
    static final List<JsonName> MEMBERS =
            List.of(
                    Names.TABLE_NAME,
                    Names.RETURN_VALUES,
                    Names.RETURN_CONSUMED_CAPACITY,
                    Names.RETURN_ITEM_COLLECTION_METRICS,
                    Names.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE);

    /** The values of ReturnValues. */
    enum ReturnValues {
        NONE,
        ALL_OLD,
        UPDATED_OLD,
        ALL_NEW,
        UPDATED_NEW
    }

    private final @Nullable String tableName;
    private final @Nullable String returnValues;
    private final @Nullable String returnConsumedCapacity;
    private final @Nullable String returnItemCollectionMetrics;
    private final @Nullable String returnValuesOnFailure;

    WriteOptions(RequestBody body) {
        tableName = body.string(Names.TABLE_NAME);
        returnValues = body.string(Names.RETURN_VALUES);
        returnConsumedCapacity = body.string(Names.RETURN_CONSUMED_CAPACITY);
        returnItemCollectionMetrics = body.string(Names.RETURN_ITEM_COLLECTION_METRICS);
        returnValuesOnFailure = body.string(Names.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE);
    }

    /**
     * Checks the model's constraints.
     *
     * @param required the member that holds the item or the key
     */
    void constrain(JsonName required, @Nullable Object value) {
        String path = required.toString().toLowerCase(Locale.ROOT);
        new ModelConstraints()
                .oneOf(
                        "returnConsumedCapacity",
                        returnConsumedCapacity,
                        Enums.RETURN_CONSUMED_CAPACITY)
                .notNull(path, value)
                .oneOf(
                        "returnItemCollectionMetrics",
                        returnItemCollectionMetrics,
                        Enums.RETURN_ITEM_COLLECTION_METRICS)
                .oneOf("returnValues", returnValues, Enums.RETURN_VALUES)
                .oneOf(
                        "returnValuesOnConditionCheckFailure",
                        returnValuesOnFailure,
                        Enums.RETURN_VALUES_ON_FAILURE)
                .check();
    }

    @Nullable String tableName() {
        return tableName;
    }

    /** As ConsumedCapacity repeats it: an ARN if the request had one. */
    String tableNameAsSent() {
        return requireNonNull(tableName);
    }

    ReturnValues returnValues() {
        return ReturnValues.valueOf(requireNonNullElse(returnValues, "NONE"));
    }

    /** PutItem and DeleteItem have no updated attributes to return. */
    void requireOldOrNone() {
        switch (returnValues()) {
            case NONE, ALL_OLD -> {
                // Allowed.
            }
            case UPDATED_OLD, ALL_NEW, UPDATED_NEW ->
                    throw RequestException.validation("ReturnValues can only be ALL_OLD or NONE");
        }
    }

    ConsumedCapacity capacity() {
        return ConsumedCapacity.of(returnConsumedCapacity);
    }

    boolean itemOnFailure() {
        return "ALL_OLD".equals(returnValuesOnFailure);
    }
}
