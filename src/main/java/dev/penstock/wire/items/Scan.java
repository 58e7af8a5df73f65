package dev.penstock.wire.items;

import dev.penstock.common.Limit;
import dev.penstock.error.RequestException;
import dev.penstock.expression.Expressions;
import dev.penstock.expression.Filter;
import dev.penstock.expression.Projection;
import dev.penstock.item.ItemKey;
import dev.penstock.partition.Table;
import dev.penstock.tree.HashRange;
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
import org.jspecify.annotations.Nullable;

/**
 * Scan: one page of a table, or of one segment of it, in the order of the partition keys' hashes.
 */
public final class Scan implements Operation {
    private static final List<JsonName> MEMBERS =
            Stream.of(
                            List.of(Names.SCAN_FILTER, Names.SEGMENT, Names.TOTAL_SEGMENTS),
                            ReadOptions.MEMBERS)
                    .flatMap(List::stream)
                    .toList();

    private static final ExpressionParameters PARAMETERS =
            new ExpressionParameters(
                    List.of(Names.PROJECTION_EXPRESSION, Names.FILTER_EXPRESSION),
                    List.of(
                            Names.ATTRIBUTES_TO_GET,
                            Names.SCAN_FILTER,
                            Names.CONDITIONAL_OPERATOR));

    @Limit(of = "segments of a parallel scan", unit = "segments", beyond = "`ValidationException`")
    private static final int SEGMENTS_MAX = 1_000_000;

    @Override
    public String name() {
        return "Scan";
    }

    @Override
    public List<JsonName> members() {
        return MEMBERS;
    }

    @Override
    public void handle(Call call) {
        RequestBody body = call.body();
        var options = new ReadOptions(body);
        var scanFilter = LegacyConditions.read(body, Names.SCAN_FILTER, "Condition");
        var segment = new Segment(body.integer(Names.SEGMENT), body.integer(Names.TOTAL_SEGMENTS));
        String tableName = options.checkedTableName();
        var constraints = new ModelConstraints();
        options.constrain(constraints);
        constraints.atLeast("limit", options.limit(), 1);
        segment.constrain(constraints);
        scanFilter.constrain(constraints, true);
        constraints.check();

        var context = PARAMETERS.check(body, options.selection().placeholders());
        options.check();
        segment.check();
        Filter filter =
                options.filterExpression() != null
                        ? Expressions.parseFilter(options.filterExpression(), context)
                        : scanFilter.toFilter(options.conditionalOperator());
        Projection projection = options.selection().bind(context);
        context.requireAllUsed();

        Table table = Tables.require(call.database().version(), tableName);
        ReadTarget target = options.target(call, table, filter, projection);
        HashRange range = segment.range();
        ItemKey start = options.startKey(target);
        if (start != null && !range.contains(start.hash())) {
            throw RequestException.validation(
                    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use"
                            + " ExclusiveStartKey with correct Segment. TotalSegments: "
                            + segment.total
                            + " Segment: "
                            + segment.index);
        }
        new Page(call, options.wanted(target, filter, projection), target.scan(range, start))
                .begin();
    }

    /** Which part of the table a parallel scan's worker reads. */
    private record Segment(@Nullable Integer index, @Nullable Integer total) {
        void constrain(ModelConstraints constraints) {
            constraints
                    .atLeast("segment", index, 0)
                    .atMost("segment", index, SEGMENTS_MAX - 1)
                    .atLeast("totalSegments", total, 1)
                    .atMost("totalSegments", total, SEGMENTS_MAX);
        }

        void check() {
            if (index != null && total == null) {
                throw RequestException.validation(
                        "The TotalSegments parameter is required but was not present in the"
                                + " request when Segment parameter is present");
            }
            if (index == null && total != null) {
                throw RequestException.validation(
                        "The Segment parameter is required but was not present in the request when"
                                + " parameter TotalSegments is present");
            }
            if (index != null && total != null && index >= total) {
                throw RequestException.validation(
                        "The Segment parameter is zero-based and must be less than parameter"
                                + " TotalSegments: Segment: "
                                + index
                                + " is not less than TotalSegments: "
                                + total);
            }
        }

        HashRange range() {
            return index == null || total == null ? HashRange.ALL : HashRange.segment(index, total);
        }
    }
}
