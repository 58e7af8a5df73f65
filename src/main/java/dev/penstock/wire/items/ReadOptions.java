package dev.penstock.wire.items;

import dev.penstock.capacity.ReadConsistency;
import dev.penstock.error.RequestException;
import dev.penstock.expression.Condition;
import dev.penstock.expression.Filter;
import dev.penstock.expression.Projection;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Table;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.pages.IndexTarget;
import dev.penstock.wire.pages.Page;
import dev.penstock.wire.pages.ReadTarget;
import dev.penstock.wire.pages.TableTarget;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.ConsumedCapacity;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Query and Scan have in common: where to read, how much, and what to answer. */
final class ReadOptions {
    /** Members of a request that are read here, or by {@link AttributeSelection}. */
    static final List<JsonName> MEMBERS =
            List.of(
                    Names.TABLE_NAME,
                    Names.INDEX_NAME,
                    Names.SELECT,
                    Names.ATTRIBUTES_TO_GET,
                    Names.LIMIT,
                    Names.CONSISTENT_READ,
                    Names.CONDITIONAL_OPERATOR,
                    Names.EXCLUSIVE_START_KEY,
                    Names.RETURN_CONSUMED_CAPACITY,
                    Names.PROJECTION_EXPRESSION,
                    Names.FILTER_EXPRESSION,
                    Names.EXPRESSION_ATTRIBUTE_NAMES,
                    Names.EXPRESSION_ATTRIBUTE_VALUES);

    private static final String BAD_START = "The provided starting key is invalid";

    private final @Nullable String tableName;
    private final @Nullable String indexName;
    private final @Nullable String select;
    private final @Nullable Integer limit;
    private final ReadConsistency consistency;
    private final @Nullable String conditionalOperator;
    private final @Nullable ItemDraft exclusiveStartKey;
    private final @Nullable String returnConsumedCapacity;
    private final @Nullable String filterExpression;
    private final AttributeSelection selection;

    ReadOptions(RequestBody body) {
        tableName = body.string(Names.TABLE_NAME);
        indexName = body.string(Names.INDEX_NAME);
        select = body.string(Names.SELECT);
        limit = body.integer(Names.LIMIT);
        consistency = ConsumedCapacity.consistency(body.bool(Names.CONSISTENT_READ));
        conditionalOperator = body.string(Names.CONDITIONAL_OPERATOR);
        exclusiveStartKey = body.item(Names.EXCLUSIVE_START_KEY);
        returnConsumedCapacity = body.string(Names.RETURN_CONSUMED_CAPACITY);
        filterExpression = body.string(Names.FILTER_EXPRESSION);
        selection = AttributeSelection.read(body, ExpressionParameters.Placeholders.read(body));
    }

    /** Adds what both operations demand of their members; the limit they word differently. */
    void constrain(ModelConstraints constraints) {
        constraints
                .oneOf("select", select, Enums.SELECT)
                .oneOf(
                        "returnConsumedCapacity",
                        returnConsumedCapacity,
                        Enums.RETURN_CONSUMED_CAPACITY)
                .oneOf("conditionalOperator", conditionalOperator, Enums.CONDITIONAL_OPERATOR);
        selection.constrain(constraints);
        Texts.constrainNewName(constraints, "indexName", indexName);
    }

    String checkedTableName() {
        return Texts.checkedTableName(tableName);
    }

    /** What is wrong with the request for itself, before its expressions are parsed. */
    void check() {
        if (exclusiveStartKey != null) {
            try {
                exclusiveStartKey.check();
            } catch (RequestException e) {
                throw RequestException.validation(BAD_START + ": " + e.text());
            }
        }
        checkSelect();
    }

    private void checkSelect() {
        boolean toGet = selection.attributesToGet() != null;
        boolean projected = selection.expression() != null;
        if (select == null) {
            return;
        }
        if (select.equals("SPECIFIC_ATTRIBUTES")) {
            if (!toGet && !projected) {
                throw RequestException.validation(
                        "Must specify the AttributesToGet or ProjectionExpression when choosing to"
                                + " get SPECIFIC_ATTRIBUTES");
            }
            return;
        }
        if (toGet || projected) {
            throw RequestException.validation(
                    "Cannot specify the "
                            + (toGet ? "AttributesToGet" : "ProjectionExpression")
                            + " when choosing to get "
                            + (isCountOnly() ? "only the Count" : select));
        }
        if (select.equals("ALL_PROJECTED_ATTRIBUTES") && indexName == null) {
            throw RequestException.validation(
                    "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        }
    }

    /**
     * What is read.
     *
     * @throws RequestException if the table has no such index, or it has not what is asked of it
     */
    ReadTarget target(
            Call call, Table table, @Nullable Filter filter, @Nullable Projection projection) {
        if (indexName == null) {
            return new TableTarget(table);
        }
        var index = IndexTarget.require(call.database(), table, indexName);
        index.check(consistency == ReadConsistency.STRONG, select);
        if (projection != null) {
            index.requireProjected(projection.attributes(), "");
        }
        if (filter != null) {
            index.requireProjected(filter.attributes(), "one or more filter attributes: ");
        }
        return index;
    }

    /** Where to go on behind, or null at the start. */
    @Nullable ItemKey startKey(ReadTarget target) {
        if (exclusiveStartKey == null) {
            return null;
        }
        try {
            return target.startKey(exclusiveStartKey);
        } catch (RequestException e) {
            throw RequestException.validation(BAD_START + ": " + e.text());
        }
    }

    /** The same for a Query, which does not say in what the key differs from the schema. */
    @Nullable ItemKey startKeyOfQuery(ReadTarget target) {
        try {
            return exclusiveStartKey == null ? null : target.startKey(exclusiveStartKey);
        } catch (RequestException e) {
            throw RequestException.validation(BAD_START);
        }
    }

    boolean isCountOnly() {
        return "COUNT".equals(select);
    }

    @Nullable Integer limit() {
        return limit;
    }

    @Nullable String conditionalOperator() {
        return conditionalOperator;
    }

    @Nullable String filterExpression() {
        return filterExpression;
    }

    AttributeSelection selection() {
        return selection;
    }

    Page.Wanted wanted(
            ReadTarget target, @Nullable Condition filter, @Nullable Projection projection) {
        var charge =
                new Page.Charge(
                        // As it was sent: an ARN if the request had one.
                        Objects.requireNonNull(tableName),
                        target,
                        ConsumedCapacity.of(returnConsumedCapacity),
                        consistency);
        return new Page.Wanted(
                limit == null ? Integer.MAX_VALUE : limit,
                filter,
                projection,
                isCountOnly(),
                charge);
    }
}
