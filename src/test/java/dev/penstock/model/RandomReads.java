package dev.penstock.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.model.language.ExpressionText;
import dev.penstock.model.language.Path;
import dev.penstock.model.language.Projection;
import dev.penstock.model.language.Value;
import dev.penstock.model.language.ValueJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** GetItem and BatchGetItem. */
final class RandomReads {
    private static final int FAULT_ONE_IN = 60;

    private final Random random;
    private final RandomValues values;
    private final List<TableKeys> tables;

    RandomReads(Random random, RandomValues values, List<TableKeys> tables) {
        this.random = random;
        this.values = values;
        this.tables = tables;
    }

    /**
     * @param seen what a reader sees of each table
     */
    Request get(Function<TableKeys, ModelTable> seen) {
        TableKeys table = values.oneOf(tables);
        ModelTable model = seen.apply(table);
        ModelTable.Key key = table.key();
        Map<String, Value> item = model.get(key);
        ObjectNode json = ValueJson.NODES.objectNode();
        json.put("TableName", model.name());
        if (random.nextInt(FAULT_ONE_IN) == 0) {
            TableKeys.Broken broken = table.broken(model.keyItem(key), true);
            json.set("Key", ValueJson.item(broken.item()));
            return new Request("GetItem", json, broken.refusal());
        }
        json.set("Key", ValueJson.item(model.keyItem(key)));
        boolean consistent = random.nextInt(4) == 0;
        if (consistent || random.nextInt(4) == 0) {
            json.put("ConsistentRead", consistent);
        }
        if (random.nextInt(6) == 0) {
            json.put("ReturnConsumedCapacity", "TOTAL");
        }
        Projection projection = addProjection(json, table, item);
        Expected expected =
                isClash(projection)
                        ? Expected.validation("Two document paths ")
                        : new Expected.Attributes("Item", picked(projection, item));
        return new Request("GetItem", json, expected)
                .priced(Price.ofRead(Price.size(item), consistent));
    }

    private @Nullable Projection addProjection(
            ObjectNode json, TableKeys table, @Nullable Map<String, Value> item) {
        if (random.nextBoolean()) {
            return null;
        }
        var text = new ExpressionText(random);
        Map<String, Value> near = item == null ? Map.of() : item;
        Projection projection =
                new RandomExpressions(random, values, table.model(), near).projection();
        projection.print(text);
        json.put("ProjectionExpression", text.take());
        text.addPlaceholders(json);
        return projection;
    }

    private static boolean isClash(@Nullable Projection projection) {
        return projection != null && Path.clash(projection.paths());
    }

    private static @Nullable Map<String, Value> picked(
            @Nullable Projection projection, @Nullable Map<String, Value> item) {
        return projection == null || item == null ? item : projection.of(item);
    }

    Request batchGet(Function<TableKeys, ModelTable> seen) {
        ObjectNode json = ValueJson.NODES.objectNode();
        ObjectNode byTable = json.putObject("RequestItems");
        var responses = new HashMap<String, List<Map<String, Value>>>();
        boolean clash = false;
        boolean duplicate = false;
        for (TableKeys table : random.nextBoolean() ? tables : tables.subList(0, 1)) {
            ModelTable model = seen.apply(table);
            List<ModelTable.Key> keys = keys(table);
            ObjectNode request = byTable.putObject(model.name());
            ArrayNode array = request.putArray("Keys");
            keys.forEach(key -> array.add(ValueJson.item(model.keyItem(key))));
            Projection projection = addProjection(request, table, model.get(keys.getFirst()));
            clash |= isClash(projection);
            duplicate |= new HashSet<>(keys).size() < keys.size();
            var found = new ArrayList<Map<String, Value>>();
            for (ModelTable.Key key : keys) {
                Map<String, Value> item = picked(projection, model.get(key));
                if (item != null && !clash) {
                    found.add(item);
                }
            }
            responses.put(model.name(), found);
        }
        Expected expected =
                clash
                        ? Expected.validation("Two document paths ")
                        : duplicate
                                ? Expected.validation(
                                        "Provided list of item keys contains duplicates")
                                : new Expected.Responses(responses);
        return new Request("BatchGetItem", json, expected);
    }

    /** Distinct, but for one in a while. */
    private List<ModelTable.Key> keys(TableKeys table) {
        var keys = new ArrayList<ModelTable.Key>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            ModelTable.Key key = table.key();
            if (!keys.contains(key) || random.nextInt(FAULT_ONE_IN) == 0) {
                keys.add(key);
            }
        }
        return keys;
    }
}
