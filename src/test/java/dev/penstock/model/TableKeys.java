package dev.penstock.model;

import dev.penstock.error.ErrorCode;
import dev.penstock.model.language.Value;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** One table of a sequence with the few keys that its items have. */
final class TableKeys {
    private static final int PARTITIONS_OF_MANY = 3;
    private static final int SORT_KEYS = 24;
    private static final int KEYS_OF_ONE = 56;

    private final Random random;
    private final RandomValues values;
    private final ModelTable model;
    private final List<Value> partitions;
    private final List<Value> sorts;

    private TableKeys(Random random, RandomValues values, ModelTable model) {
        this.random = random;
        this.values = values;
        this.model = model;
        ModelTable.KeyAttribute sortKey = model.sortKey();
        partitions =
                values.keys(
                        model.partitionKey().type(),
                        sortKey == null ? KEYS_OF_ONE : PARTITIONS_OF_MANY);
        sorts = sortKey == null ? List.of() : values.keys(sortKey.type(), SORT_KEYS);
    }

    static TableKeys create(Random random, RandomValues values, String name, boolean hasSortKey) {
        var partitionKey =
                new ModelTable.KeyAttribute(
                        values.oneOf(List.of("pk", "name", "zz")),
                        values.oneOf(RandomValues.SCALARS));
        var sortKey =
                new ModelTable.KeyAttribute(
                        values.oneOf(List.of("sk", "size", "aa")),
                        values.oneOf(RandomValues.SCALARS));
        var model = new ModelTable(name, partitionKey, hasSortKey ? sortKey : null);
        return new TableKeys(random, values, model);
    }

    ModelTable model() {
        return model;
    }

    Value partition() {
        return values.oneOf(partitions);
    }

    Value sort() {
        return values.oneOf(sorts);
    }

    ModelTable.Key key() {
        return new ModelTable.Key(partition(), sorts.isEmpty() ? null : sort());
    }

    /** The item with this key; empty if there is none. */
    Map<String, Value> itemOrEmpty(ModelTable.Key key) {
        Map<String, Value> item = model.get(key);
        return item == null ? Map.of() : item;
    }

    /** A whole new item. */
    Map<String, Value> item(ModelTable.Key key) {
        Map<String, Value> item = values.attributes(model);
        item.putAll(model.keyItem(key));
        return item;
    }

    /** Something in place of an item or a key that the table must refuse. */
    record Broken(Map<String, Value> item, Expected.Refusal refusal) {}

    /**
     * Spoils the key attributes of an item.
     *
     * @param isKey the item is a key alone: DynamoDB words it differently
     */
    Broken broken(Map<String, Value> item, boolean isKey) {
        var broken = new TreeMap<>(item);
        ModelTable.KeyAttribute key = values.oneOf(model.keyAttributes());
        String text;
        switch (random.nextInt(3)) {
            case 0 -> {
                broken.remove(key.name());
                broken.put("other", new Value.Null());
                text = "Missing the key " + key.name() + " in the item";
            }
            case 1 -> {
                broken.put(key.name(), new Value.Bool(true));
                text =
                        "Type mismatch for key "
                                + key.name()
                                + " expected: "
                                + key.type()
                                + " actual: BOOL";
            }
            default -> {
                return empty(broken, key);
            }
        }
        return new Broken(
                broken,
                Expected.validation(
                        isKey ? "The provided key element does not match the schema" : text));
    }

    private static Broken empty(Map<String, Value> broken, ModelTable.KeyAttribute key) {
        boolean isText = key.type().equals("S");
        broken.put(key.name(), isText ? new Value.Text("") : new Value.Bytes(""));
        String text =
                "The AttributeValue for a key attribute cannot contain an empty "
                        + (isText ? "string" : "binary")
                        + " value. Key: "
                        + key.name();
        if (key.type().equals("N")) {
            return new Broken(
                    broken,
                    new Expected.Refusal(
                            ErrorCode.VALIDATION,
                            Set.of(
                                    "The provided key element does not match the schema",
                                    "Type mismatch for key " + key.name()),
                            null));
        }
        return new Broken(broken, Expected.validation(text));
    }
}
