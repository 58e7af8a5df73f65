package dev.penstock.wire.catalogue;

import static java.util.Objects.requireNonNullElse;

import dev.penstock.table.BillingMode;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.NewIndex;
import dev.penstock.table.TableLimits;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GlobalSecondaryIndexes of CreateTable. */
record NewIndexesRequest(@Nullable List<IndexRequest> indexes) {
    static NewIndexesRequest read(RequestBody body) {
        JsonReader json = body.find(IndexAnswer.INDEXES);
        if (json == null || !json.beginList()) {
            return new NewIndexesRequest(null);
        }
        var indexes = new ArrayList<IndexRequest>();
        while (json.nextElement()) {
            indexes.add(
                    json.beginElementStructure("GlobalSecondaryIndex")
                            ? IndexRequest.readMembers(json)
                            : IndexRequest.EMPTY);
        }
        return new NewIndexesRequest(indexes);
    }

    void constrain(ModelConstraints constraints) {
        for (int i = 0; i < all().size(); i++) {
            all().get(i).constrain(constraints, "globalSecondaryIndexes." + (i + 1) + ".member");
        }
    }

    /** None if the request has none. */
    List<IndexRequest> all() {
        return requireNonNullElse(indexes, List.of());
    }

    /**
     * Valid only after {@link #constrain} found nothing.
     *
     * @param defined the request's attribute definitions by name
     */
    List<NewIndex> toIndexes(BillingMode mode, Map<String, KeyAttribute> defined) {
        if (indexes != null && indexes.isEmpty()) {
            throw Texts.invalid("List of GlobalSecondaryIndexes is empty");
        }
        var made = new ArrayList<NewIndex>();
        for (IndexRequest index : all()) {
            index.checkSettings();
            requireDefined(index, defined);
            NewIndex complete = index.toIndex(index.toKeySchema(defined));
            requireThroughput(index, mode);
            made.add(complete);
        }
        requireDistinct(made);
        requireWithinLimits(made);
        return made;
    }

    private static void requireDefined(IndexRequest index, Map<String, KeyAttribute> defined) {
        if (!defined.keySet().containsAll(index.keyNames())) {
            throw Texts.invalid(
                    "Some index key attributes are not defined in AttributeDefinitions. Keys: "
                            + index.keyNames()
                            + ", AttributeDefinitions: "
                            + defined.keySet());
        }
    }

    private static void requireThroughput(IndexRequest index, BillingMode mode) {
        boolean onDemand = mode == BillingMode.PAY_PER_REQUEST;
        if (onDemand && index.hasUnits()) {
            throw Texts.invalid(
                    "ProvisionedThroughput should not be specified for index: "
                            + index.requiredName()
                            + " when BillingMode is PAY_PER_REQUEST");
        }
        if (!onDemand && !index.hasUnits()) {
            throw Texts.invalid(
                    "ProvisionedThroughput is not specified for index: " + index.requiredName());
        }
    }

    private static void requireDistinct(List<NewIndex> indexes) {
        Set<String> names = new HashSet<>();
        for (NewIndex index : indexes) {
            if (!names.add(index.name())) {
                throw Texts.invalid("Duplicate index name: " + index.name());
            }
        }
    }

    private static void requireWithinLimits(List<NewIndex> indexes) {
        if (indexes.size() > TableLimits.INDEXES_MAX) {
            throw Texts.invalid(
                    "GlobalSecondaryIndex count exceeds the per-table limit of "
                            + TableLimits.INDEXES_MAX);
        }
        int projected =
                indexes.stream()
                        .mapToInt(index -> index.projection().nonKeyAttributes().size())
                        .sum();
        if (projected > TableLimits.PROJECTED_ATTRIBUTES_MAX) {
            throw Texts.invalid(
                    "Number of projected attributes of all secondary indexes exceeds the per-table"
                            + " limit of "
                            + TableLimits.PROJECTED_ATTRIBUTES_MAX);
        }
    }
}
