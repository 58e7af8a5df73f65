package dev.penstock.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.model.language.Condition;
import dev.penstock.model.language.ExpressionText;
import dev.penstock.model.language.Value;
import dev.penstock.model.language.ValueJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Queries and scans, page by page to the end, with writes in between.
 *
 * <p>The order of a scan is the database's own: a plain scan tells it, once it was proven to hold
 * each item once and each collection together and sorted; all other scans must keep to it.
 */
final class Paging {
    private static final List<String> ORDERS = List.of("=", "<", "<=", ">", ">=");
    private static final int FAULT_ONE_IN = 40;

    /** Does a request, fails if the answer is not the expected one, and returns it. */
    @FunctionalInterface
    interface Checks {
        Answer check(Request request);
    }

    private final Random random;
    private final RandomValues values;
    private final List<TableKeys> tables;
    private final Checks checks;

    Paging(Random random, RandomValues values, List<TableKeys> tables, Checks checks) {
        this.random = random;
        this.values = values;
        this.tables = tables;
        this.checks = checks;
    }

    /** Reads the whole table, in the database's order, and compares it with the model. */
    void compareWhole(TableKeys table) {
        order(table.model(), ValueJson.NODES.objectNode(), true);
    }

    void query(RandomWrites writes) {
        TableKeys table = random.nextInt(5) == 0 ? tables.getFirst() : tables.getLast();
        ModelTable model = table.model();
        KeyCondition condition = keyCondition(table);
        List<Map<String, Value>> all = model.query(condition, true, null);
        Map<String, Value> near = all.isEmpty() ? Map.of() : values.oneOf(all);
        var text = new ExpressionText(random);
        condition.print(text, random.nextBoolean());
        String conditionText = text.take();
        var expressions = new RandomExpressions(random, values, model, near);
        Pages pages = Pages.random(random, expressions, text, FAULT_ONE_IN);
        boolean forward = random.nextBoolean();
        ObjectNode json = pages.json();
        json.put("TableName", model.name()).put("KeyConditionExpression", conditionText);
        if (!forward || random.nextBoolean()) {
            json.put("ScanIndexForward", forward);
        }
        text.addPlaceholders(json);
        Expected refusal = refusal(pages, model);
        if (refusal != null) {
            checks.check(new Request("Query", json, refusal));
            return;
        }
        ModelTable.Key start = random.nextInt(8) == 0 ? table.key() : null;
        do {
            start = queryPage(new QueryOf(table, condition, forward, pages), json, start);
            if (start != null && random.nextInt(4) == 0) {
                checks.check(writes.any());
            }
        } while (start != null);
    }

    /** What stays the same from page to page. */
    private record QueryOf(TableKeys table, KeyCondition condition, boolean forward, Pages pages) {}

    private ModelTable.@Nullable Key queryPage(
            QueryOf query, ObjectNode json, ModelTable.@Nullable Key start) {
        ModelTable model = query.table.model();
        if (start != null) {
            json.set("ExclusiveStartKey", ValueJson.item(model.keyItem(start)));
            if (!query.condition.holds(start)) {
                String text = "The provided starting key is outside query boundaries";
                checks.check(new Request("Query", json, Expected.validation(text)));
                return null;
            }
        }
        var rest = model.query(query.condition, query.forward, start);
        Expected.Page page = query.pages.next(model, rest);
        checks.check(new Request("Query", json, page).priced(query.pages.price(rest)));
        return page.last() == null ? null : model.keyOf(page.last());
    }

    private static @Nullable Expected refusal(Pages pages, ModelTable model) {
        if (pages.hasClash()) {
            return Expected.validation("Two document paths ");
        }
        Condition filter = pages.filter();
        return filter != null && filter.attributes().stream().anyMatch(model::isKey)
                ? Expected.validation(
                        "Filter Expression can only contain non-primary key attributes: Primary"
                                + " key attribute: ")
                : null;
    }

    private KeyCondition keyCondition(TableKeys table) {
        ModelTable model = table.model();
        Value partition = table.partition();
        ModelTable.KeyAttribute sortKey = model.sortKey();
        if (sortKey == null || random.nextInt(3) == 0) {
            return new KeyCondition(model, partition, "", List.of());
        }
        Value a = sortOperand(table, sortKey);
        Value b = sortOperand(table, sortKey);
        return switch (random.nextInt(4)) {
            case 0 ->
                    new KeyCondition(
                            model,
                            partition,
                            "BETWEEN",
                            a.compareWith(b) <= 0 ? List.of(a, b) : List.of(b, a));
            case 1 ->
                    sortKey.type().equals("N")
                            ? new KeyCondition(model, partition, "=", List.of(table.sort()))
                            : new KeyCondition(model, partition, "begins_with", List.of(begin(a)));
            default -> new KeyCondition(model, partition, values.oneOf(ORDERS), List.of(a));
        };
    }

    /** A sort key that is there, or at least could be. */
    private Value sortOperand(TableKeys table, ModelTable.KeyAttribute sortKey) {
        return random.nextInt(3) == 0 ? values.keys(sortKey.type(), 1).getFirst() : table.sort();
    }

    private static Value begin(Value value) {
        return switch (value) {
            case Value.Text(String text) ->
                    new Value.Text(text.substring(0, text.offsetByCodePoints(0, 1)));
            case Value.Bytes(String bytes) -> new Value.Bytes(bytes.substring(0, 1));
            default -> value;
        };
    }

    void scan() {
        TableKeys table = values.oneOf(tables);
        ModelTable model = table.model();
        List<ModelTable.Key> order = order(model, ValueJson.NODES.objectNode(), true);
        if (random.nextInt(3) == 0) {
            compareSegments(model, order);
        }
        Map<String, Value> near =
                order.isEmpty() ? Map.of() : table.itemOrEmpty(values.oneOf(order));
        var text = new ExpressionText(random);
        var expressions = new RandomExpressions(random, values, model, near);
        Pages pages = Pages.random(random, expressions, text, 8);
        ObjectNode json = pages.json().put("TableName", model.name());
        text.addPlaceholders(json);
        if (pages.hasClash()) {
            Expected refusal = Expected.validation("Two document paths ");
            checks.check(new Request("Scan", json, refusal));
            return;
        }
        int next = 0;
        do {
            next = scanPage(model, json, pages, order, next);
        } while (next > 0);
    }

    /** Reads one page from a place in the order; returns where the next begins, or -1. */
    private int scanPage(
            ModelTable model, ObjectNode json, Pages pages, List<ModelTable.Key> order, int from) {
        var rest = new ArrayList<Map<String, Value>>();
        for (ModelTable.Key key : order.subList(from, order.size())) {
            Map<String, Value> item = model.get(key);
            if (item != null) {
                rest.add(item);
            }
        }
        Expected.Page page = pages.next(model, rest);
        checks.check(new Request("Scan", json, page).priced(pages.price(rest)));
        if (page.last() == null) {
            return -1;
        }
        ModelTable.Key last = model.keyOf(page.last());
        json.set("ExclusiveStartKey", ValueJson.item(page.last()));
        if (random.nextInt(3) == 0) {
            deleteStart(model, last);
        }
        return order.indexOf(last) + 1;
    }

    /** A page begins behind a key, whether there is an item of this key or not. */
    private void deleteStart(ModelTable model, ModelTable.Key start) {
        ObjectNode json = ValueJson.NODES.objectNode().put("TableName", model.name());
        json.set("Key", ValueJson.item(model.keyItem(start)));
        model.replace(start, null);
        checks.check(new Request("DeleteItem", json, new Expected.Attributes("Attributes", null)));
    }

    /** The segments of a parallel scan together are the scan. */
    private void compareSegments(ModelTable model, List<ModelTable.Key> order) {
        int total = 1 + random.nextInt(5);
        var together = new ArrayList<ModelTable.Key>();
        for (int segment = 0; segment < total; segment++) {
            ObjectNode json = ValueJson.NODES.objectNode();
            json.put("TotalSegments", total).put("Segment", segment);
            together.addAll(order(model, json, false));
        }
        if (!together.equals(order)) {
            throw new AssertionError(
                    total + " segments of " + model.name() + ": " + together + " not " + order);
        }
    }

    /**
     * The keys in the order of a scan.
     *
     * @param isWhole the scan must give all that the model has
     */
    private List<ModelTable.Key> order(ModelTable model, ObjectNode json, boolean isWhole) {
        json.put("TableName", model.name());
        List<Map<String, Value>> all = allPages(json);
        var items = new TreeMap<ModelTable.Key, Map<String, Value>>();
        var order = new ArrayList<ModelTable.Key>();
        for (Map<String, Value> item : all) {
            ModelTable.Key key = model.keyOf(item);
            order.add(key);
            items.put(key, item);
        }
        boolean isRight =
                isWhole
                        ? items.equals(model.items())
                        : model.items().entrySet().containsAll(items.entrySet());
        if (!isRight || items.size() != order.size() || !isGrouped(order)) {
            throw new AssertionError(json + " gave " + all + ", model: " + model.items());
        }
        return order;
    }

    private List<Map<String, Value>> allPages(ObjectNode json) {
        var all = new ArrayList<Map<String, Value>>();
        while (true) {
            Answer answer = checks.check(new Request("Scan", json, new Expected.AnyPage()));
            all.addAll(Expected.read(answer.json().path("Items")));
            JsonNode last = answer.json().get("LastEvaluatedKey");
            if (last == null) {
                return all;
            }
            json.set("ExclusiveStartKey", last);
        }
    }

    private static boolean isGrouped(List<ModelTable.Key> order) {
        var done = new HashSet<Value>();
        for (int i = 0; i < order.size(); i++) {
            ModelTable.Key key = order.get(i);
            boolean isNew = done.add(key.partition());
            boolean continues = i > 0 && order.get(i - 1).partition().equals(key.partition());
            if (continues ? order.get(i - 1).compareTo(key) >= 0 : !isNew) {
                return false;
            }
        }
        return true;
    }
}
