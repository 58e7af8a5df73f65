package dev.penstock.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.model.language.Condition;
import dev.penstock.model.language.ExpressionText;
import dev.penstock.model.language.Path;
import dev.penstock.model.language.Projection;
import dev.penstock.model.language.Value;
import dev.penstock.model.language.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What the pages of one Query or Scan have in common: limit, filter, projection, Select. */
final class Pages {
    private static final int PAGE_BYTES_MAX = 1 << 20;

    private final int limit;
    private final @Nullable Condition filter;
    private final @Nullable Projection projection;
    private final boolean countOnly;
    private final ObjectNode json;

    /** Whether the page that was evaluated last ended before the items did. */
    private boolean isFull;

    private Pages(
            int limit,
            @Nullable Condition filter,
            @Nullable Projection projection,
            boolean countOnly,
            ObjectNode json) {
        this.limit = limit;
        this.filter = filter;
        this.projection = projection;
        this.countOnly = countOnly;
        this.json = json;
    }

    /**
     * @param keysOneIn how seldom the filter reads a key attribute
     */
    static Pages random(
            Random random, RandomExpressions expressions, ExpressionText text, int keysOneIn) {
        ObjectNode json = ValueJson.NODES.objectNode();
        int limit = random.nextInt(3) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(12);
        if (limit < Integer.MAX_VALUE) {
            json.put("Limit", limit);
        }
        if (random.nextInt(4) == 0) {
            json.put("ReturnConsumedCapacity", "TOTAL");
            json.put("ConsistentRead", random.nextBoolean());
        }
        Condition filter = null;
        if (random.nextBoolean()) {
            filter = expressions.condition(2, keysOneIn);
            filter.print(text);
            json.put("FilterExpression", text.take());
        }
        Projection projection = null;
        boolean countOnly = random.nextInt(4) == 0;
        if (countOnly) {
            json.put("Select", "COUNT");
        } else if (random.nextInt(3) == 0) {
            projection = expressions.projection();
            projection.print(text);
            json.put("ProjectionExpression", text.take());
        }
        return new Pages(limit, filter, projection, countOnly, json);
    }

    /** The request's members so far, to be completed; a copy. */
    ObjectNode json() {
        return json.deepCopy();
    }

    int limit() {
        return limit;
    }

    @Nullable Condition filter() {
        return filter;
    }

    boolean hasClash() {
        return projection != null && Path.clash(projection.paths());
    }

    /** The price of a page that evaluates these items. */
    double price(List<Map<String, Value>> rest) {
        long bytes = 0;
        for (Map<String, Value> item : evaluated(rest)) {
            bytes += Value.sizeOf(item);
        }
        return Price.ofRead(bytes, json.path("ConsistentRead").booleanValue());
    }

    /** A page ends with the item that makes it full. */
    private List<Map<String, Value>> evaluated(List<Map<String, Value>> rest) {
        int count = 0;
        long bytes = 0;
        while (count < rest.size() && count < limit && bytes < PAGE_BYTES_MAX) {
            bytes += Value.sizeOf(rest.get(count));
            count++;
        }
        isFull = count == limit || bytes >= PAGE_BYTES_MAX;
        return rest.subList(0, count);
    }

    /**
     * The next page.
     *
     * @param rest all that is still to be evaluated, in order
     */
    Expected.Page next(ModelTable model, List<Map<String, Value>> rest) {
        List<Map<String, Value>> evaluated = evaluated(rest);
        var items = new ArrayList<Map<String, Value>>();
        for (Map<String, Value> item : evaluated) {
            if (filter == null || filter.holds(item)) {
                items.add(projection == null ? item : projection.of(item));
            }
        }
        return new Expected.Page(
                countOnly ? null : items,
                items.size(),
                evaluated.size(),
                isFull ? model.keyItem(model.keyOf(evaluated.getLast())) : null);
    }
}
