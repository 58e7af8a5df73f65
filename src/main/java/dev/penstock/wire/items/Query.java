package dev.penstock.wire.items;

import dev.penstock.error.RequestException;
import dev.penstock.expression.Expressions;
import dev.penstock.expression.Filter;
import dev.penstock.expression.KeyCondition;
import dev.penstock.expression.KeyRange;
import dev.penstock.expression.Projection;
import dev.penstock.partition.Table;
import dev.penstock.tree.ItemCursor;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.pages.Page;
import dev.penstock.wire.pages.ReadTarget;
import dev.penstock.wire.request.Call;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.request.RequestBody;
import java.util.List;
import java.util.stream.Stream;

/** Query: one page of an item collection, in key order or against it. */
public final class Query implements Operation {
    private static final List<JsonName> MEMBERS =
            Stream.of(
                            List.of(
                                    Names.KEY_CONDITIONS,
                                    Names.QUERY_FILTER,
                                    Names.SCAN_INDEX_FORWARD,
                                    Names.KEY_CONDITION_EXPRESSION),
                            ReadOptions.MEMBERS)
                    .flatMap(List::stream)
                    .toList();

    private static final ExpressionParameters PARAMETERS =
            new ExpressionParameters(
                    List.of(
                            Names.PROJECTION_EXPRESSION,
                            Names.FILTER_EXPRESSION,
                            Names.KEY_CONDITION_EXPRESSION),
                    List.of(
                            Names.ATTRIBUTES_TO_GET,
                            Names.QUERY_FILTER,
                            Names.CONDITIONAL_OPERATOR,
                            Names.KEY_CONDITIONS));

    @Override
    public String name() {
        return "Query";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        var options = new ReadOptions(body);
        String keyConditionText = body.string(Names.KEY_CONDITION_EXPRESSION);
        var keyConditions = LegacyConditions.read(body, Names.KEY_CONDITIONS, "Condition");
        var queryFilter = LegacyConditions.read(body, Names.QUERY_FILTER, "Condition");
        boolean forward = !Boolean.FALSE.equals(body.bool(Names.SCAN_INDEX_FORWARD));
        String tableName = options.checkedTableName();
        var constraints = new ModelConstraints();
        options.constrain(constraints);
        keyConditions.constrain(constraints, true);
        queryFilter.constrain(constraints, true);
        constraints.check();
        requireLimit(options);

        var context = PARAMETERS.check(body, options.selection().placeholders());
        if (keyConditionText == null && !keyConditions.isPresent()) {
            throw RequestException.validation(
                    "Either the KeyConditions or KeyConditionExpression parameter must be"
                            + " specified in the request.");
        }
        options.check();
        Filter filter =
                options.filterExpression() != null
                        ? Expressions.parseFilter(options.filterExpression(), context)
                        : queryFilter.toFilter(options.conditionalOperator());
        KeyCondition condition =
                keyConditionText != null
                        ? Expressions.parseKeyCondition(keyConditionText, context)
                        : keyConditions.toKeyCondition();
        Projection projection = options.selection().bind(context);
        context.requireAllUsed();

        Table table = Tables.require(call.database().version(), tableName);
        ReadTarget target = options.target(call, table, filter, projection);
        KeyRange range = target.range(condition);
        if (filter != null) {
            target.requireNoKeyAttributes(filter);
        }
        ItemCursor cursor = target.query(range, forward, options.startKeyOfQuery(target));
        new Page(call, options.wanted(target, filter, projection), cursor).begin();
    }

    /** The service words it differently for a Scan. */
    private static void requireLimit(ReadOptions options) {
        Integer limit = options.limit();
        if (limit != null && limit < 1) {
            throw RequestException.validation(
                    "1 validation error detected: Value at 'Limit' failed to satisfy constraint:"
                            + " Member must have value greater than or equal to 1");
        }
    }
}
