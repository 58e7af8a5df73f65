package dev.penstock.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.error.ErrorCode;
import dev.penstock.model.language.Condition;
import dev.penstock.model.language.ExpressionText;
import dev.penstock.model.language.Path;
import dev.penstock.model.language.Projection;
import dev.penstock.model.language.Update;
import dev.penstock.model.language.Value;
import dev.penstock.model.language.ValueJson;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes for a sequence's tables. What a request will do is done to the model as it is made. */
final class RandomWrites {
    private static final int FAULT_ONE_IN = 60;
    private static final int BATCH_MAX = 25;

    /** An item with more values than this is not updated any further: it would grow for ever. */
    private static final int ITEM_VALUES_MAX = 150;

    /** DynamoDB's limit. */
    private static final int ITEM_BYTES_MAX = 409_600;

    private static final int ITEM_DEPTH_MAX = 12;

    private final Random random;
    private final RandomValues values;
    private final List<TableKeys> tables;

    RandomWrites(Random random, RandomValues values, List<TableKeys> tables) {
        this.random = random;
        this.values = values;
        this.tables = tables;
    }

    Request any() {
        return switch (random.nextInt(20)) {
            case 0 ->
                    random.nextInt(8) == 0
                            ? batchWithDuplicate()
                            : batch(random.nextInt(BATCH_MAX));
            case 1, 2, 3 -> delete();
            case 4, 5, 6, 7, 8, 9 -> put();
            default -> update();
        };
    }

    /** A write in the making. */
    private final class Draft {
        final TableKeys table = values.oneOf(tables);
        final ModelTable.Key key = table.key();
        final Map<String, Value> old = table.itemOrEmpty(key);
        final RandomExpressions expressions =
                new RandomExpressions(random, values, table.model(), old);
        final ExpressionText text = new ExpressionText(random);
        final ObjectNode json = ValueJson.NODES.objectNode();
        @Nullable Condition condition;
        boolean hasExpression;

        /** What refuses the request whatever the items are; null: nothing. */
        Expected.@Nullable Refusal refusal;

        Draft() {
            json.put("TableName", table.model().name());
            if (random.nextInt(6) == 0) {
                json.put("ReturnConsumedCapacity", "TOTAL");
            }
        }

        @Nullable Map<String, Value> oldOrNull() {
            return table.model().get(key);
        }

        void set(String member, Map<String, Value> item, boolean isKey) {
            Map<String, Value> sent = item;
            if (refusal == null && random.nextInt(FAULT_ONE_IN) == 0) {
                TableKeys.Broken broken = table.broken(item, isKey);
                sent = broken.item();
                refusal = broken.refusal();
            }
            json.set(member, ValueJson.item(sent));
        }

        void addCondition() {
            if (random.nextInt(5) < 3) {
                return;
            }
            condition = expressions.condition(3, 8);
            condition.print(text);
            json.put("ConditionExpression", text.take());
            hasExpression = true;
            if (random.nextBoolean()) {
                json.put(
                        "ReturnValuesOnConditionCheckFailure",
                        random.nextBoolean() ? "ALL_OLD" : "NONE");
            }
        }

        /** The last step: nothing but the placeholders is missing. */
        void addPlaceholders() {
            if (refusal == null && random.nextInt(FAULT_ONE_IN) == 0) {
                text.addUnusedName();
                refusal =
                        Expected.validation(
                                hasExpression
                                        ? "Value provided in ExpressionAttributeNames unused in"
                                                + " expressions: keys: {#unused}"
                                        : "ExpressionAttributeNames can only be specified when"
                                                + " using expressions");
            }
            text.addPlaceholders(json);
        }

        /** What ends the request before it changes anything; null: it goes on. */
        @Nullable Expected ending() {
            if (refusal != null) {
                return refusal;
            }
            if (condition == null || condition.holds(old)) {
                return null;
            }
            boolean asked =
                    json.path("ReturnValuesOnConditionCheckFailure").asText().equals("ALL_OLD");
            return new Expected.Refusal(
                    ErrorCode.CONDITION_FAILED,
                    Set.of("The conditional request failed"),
                    asked ? oldOrNull() : null);
        }
    }

    private Request put() {
        var draft = new Draft();
        Map<String, Value> item = draft.table.item(draft.key);
        draft.set("Item", item, false);
        draft.addCondition();
        boolean returnsOld = addOldOrNone(draft);
        draft.addPlaceholders();
        return finish("PutItem", draft, item, returnsOld);
    }

    private Request delete() {
        var draft = new Draft();
        draft.set("Key", draft.table.model().keyItem(draft.key), true);
        draft.addCondition();
        boolean returnsOld = addOldOrNone(draft);
        draft.addPlaceholders();
        return finish("DeleteItem", draft, null, returnsOld);
    }

    private Request finish(
            String operation, Draft draft, @Nullable Map<String, Value> item, boolean returnsOld) {
        Expected ending = draft.ending();
        if (ending != null) {
            return new Request(operation, draft.json, ending);
        }
        Map<String, Value> old = draft.oldOrNull();
        var expected = new Expected.Attributes("Attributes", returnsOld ? old : null);
        draft.table.model().replace(draft.key, item);
        return new Request(operation, draft.json, expected).priced(Price.ofWrite(old, item));
    }

    private boolean addOldOrNone(Draft draft) {
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                draft.json.put("ReturnValues", "ALL_OLD");
                return true;
            }
            case 2 -> draft.json.put("ReturnValues", "NONE");
            default -> draft.json.remove("ReturnValues");
        }
        return false;
    }

    private Request update() {
        var draft = new Draft();
        Update update = random.nextInt(25) == 0 ? Update.NONE : draft.expressions.update();
        if (!update.actions().isEmpty()) {
            update.print(draft.text);
            draft.json.put("UpdateExpression", draft.text.take());
            draft.hasExpression = true;
        }
        ModelTable model = draft.table.model();
        Map<String, Value> key = model.keyItem(draft.key);
        draft.refusal = refusalOf(update, model);
        draft.set("Key", key, true);
        draft.addCondition();
        String returned =
                values.oneOf(List.of("NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"));
        draft.json.put("ReturnValues", returned);
        draft.addPlaceholders();
        Expected ending = draft.ending();
        return ending != null
                ? new Request("UpdateItem", draft.json, ending)
                : applied(update, draft, returned);
    }

    private Request applied(Update update, Draft draft, String returned) {
        ModelTable model = draft.table.model();
        Map<String, Value> old = draft.oldOrNull();
        Update.Outcome outcome = update.apply(old, model.keyItem(draft.key));
        Map<String, Value> next = outcome.item();
        if (!outcome.errors().isEmpty()) {
            var refusal = new Expected.Refusal(ErrorCode.VALIDATION, outcome.errors(), null);
            return new Request("UpdateItem", draft.json, refusal);
        }
        if (isTooComplex(next)) {
            return delete();
        }
        if (Price.size(next) > ITEM_BYTES_MAX) {
            String text = "Item size to update has exceeded the maximum allowed size";
            return new Request("UpdateItem", draft.json, Expected.validation(text));
        }
        model.replace(draft.key, next);
        var expected = new Expected.Attributes("Attributes", returned(returned, update, old, next));
        return new Request("UpdateItem", draft.json, expected).priced(Price.ofWrite(old, next));
    }

    private static Expected.@Nullable Refusal refusalOf(Update update, ModelTable model) {
        if (Path.clash(update.paths())) {
            return Expected.validation("Two document paths ");
        }
        return update.paths().stream().anyMatch(path -> model.isKey(path.attribute()))
                ? Expected.validation("This attribute is part of the key")
                : null;
    }

    private static @Nullable Map<String, Value> returned(
            String mode,
            Update update,
            @Nullable Map<String, Value> old,
            @Nullable Map<String, Value> next) {
        return switch (mode) {
            case "ALL_OLD" -> old;
            case "ALL_NEW" -> next;
            case "UPDATED_OLD" -> touched(update, old);
            case "UPDATED_NEW" -> touched(update, next);
            default -> null;
        };
    }

    private static @Nullable Map<String, Value> touched(
            Update update, @Nullable Map<String, Value> item) {
        if (item == null) {
            return null;
        }
        Map<String, Value> touched = new Projection(update.paths()).of(item);
        return touched.isEmpty() ? null : touched;
    }

    private static boolean isTooComplex(@Nullable Map<String, Value> item) {
        return item != null && count(new Value.Fields(item), 0) > ITEM_VALUES_MAX;
    }

    private static int count(Value value, int depth) {
        if (depth > ITEM_DEPTH_MAX) {
            return ITEM_VALUES_MAX;
        }
        return switch (value) {
            case Value.Elements(List<Value> elements) ->
                    1 + elements.stream().mapToInt(one -> count(one, depth + 1)).sum();
            case Value.Fields(Map<String, Value> fields) ->
                    1 + fields.values().stream().mapToInt(one -> count(one, depth + 1)).sum();
            case Value.Members members -> 1 + members.values().size();
            case Value.Text text -> 1;
            case Value.Num number -> 1;
            case Value.Bytes bytes -> 1;
            case Value.Bool bool -> 1;
            case Value.Null nothing -> 1;
        };
    }

    /**
     * @param count of writes, as far as their keys differ
     */
    Request batch(int count) {
        ObjectNode json = ValueJson.NODES.objectNode();
        ObjectNode byTable = json.putObject("RequestItems");
        var seen = new HashSet<Map.Entry<TableKeys, ModelTable.Key>>();
        for (int i = 0; i <= Math.min(count, BATCH_MAX - 1); i++) {
            TableKeys table = values.oneOf(tables);
            ModelTable.Key key = table.key();
            if (seen.add(Map.entry(table, key))) {
                addWrite(byTable.withArray(table.model().name()), table, key);
            }
        }
        return new Request("BatchWriteItem", json, new Expected.AllProcessed());
    }

    /** Refused as a whole: nothing is written. */
    private Request batchWithDuplicate() {
        ObjectNode json = ValueJson.NODES.objectNode();
        TableKeys table = values.oneOf(tables);
        ModelTable.Key key = table.key();
        ArrayNode writes = json.putObject("RequestItems").putArray(table.model().name());
        addPut(writes, table.item(table.key()));
        addPut(writes, table.item(key));
        addDelete(writes, table.model().keyItem(key));
        return new Request(
                "BatchWriteItem",
                json,
                Expected.validation("Provided list of item keys contains duplicates"));
    }

    private void addWrite(ArrayNode writes, TableKeys table, ModelTable.Key key) {
        ModelTable model = table.model();
        if (random.nextInt(6) == 0) {
            model.replace(key, null);
            addDelete(writes, model.keyItem(key));
            return;
        }
        Map<String, Value> item = table.item(key);
        model.put(item);
        addPut(writes, item);
    }

    private static void addPut(ArrayNode writes, Map<String, Value> item) {
        writes.addObject().putObject("PutRequest").set("Item", ValueJson.item(item));
    }

    private static void addDelete(ArrayNode writes, Map<String, Value> key) {
        writes.addObject().putObject("DeleteRequest").set("Key", ValueJson.item(key));
    }
}
