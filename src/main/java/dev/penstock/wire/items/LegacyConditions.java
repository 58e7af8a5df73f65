package dev.penstock.wire.items;

import static java.util.Objects.requireNonNull;

import dev.penstock.expression.Condition;
import dev.penstock.expression.Filter;
import dev.penstock.expression.KeyCondition;
import dev.penstock.expression.LegacyCondition;
import dev.penstock.expression.LegacyExpected;
import dev.penstock.expression.LegacyParameters;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.json.ValueDraft;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.RequestBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Expected, KeyConditions, QueryFilter or ScanFilter as a request has it: conditions on attributes
 * by name, from before there were expressions.
 *
 * @param byAttribute null if the request does not have the parameter
 */
record LegacyConditions(JsonName parameter, @Nullable Map<String, Entry> byAttribute) {
    private static final JsonName VALUE = JsonName.of("Value");
    private static final JsonName EXISTS = JsonName.of("Exists");
    private static final JsonName OPERATOR = JsonName.of("ComparisonOperator");
    private static final JsonName VALUES = JsonName.of("AttributeValueList");

    /** What is said of one attribute; value and exists only in Expected. */
    record Entry(
            @Nullable ValueDraft<byte[]> value,
            @Nullable Boolean exists,
            @Nullable String operator,
            @Nullable ValueDraft<List<byte[]>> values) {}

    /**
     * Reads a member.
     *
     * @param shape what the model calls the map's values
     */
    static LegacyConditions read(RequestBody body, JsonName parameter, String shape) {
        JsonReader json = body.find(parameter);
        if (json == null || !json.beginMap(shape)) {
            return new LegacyConditions(parameter, null);
        }
        var byAttribute = new LinkedHashMap<String, Entry>();
        while (json.nextMember()) {
            String attribute = json.name();
            byAttribute.put(attribute, readEntry(body, json, shape));
        }
        return new LegacyConditions(parameter, byAttribute);
    }

    private static Entry readEntry(RequestBody body, JsonReader json, String shape) {
        ValueDraft<byte[]> value = null;
        Boolean exists = null;
        String operator = null;
        ValueDraft<List<byte[]>> values = null;
        if (json.beginElementStructure(shape)) {
            while (json.nextMember()) {
                if (json.nameIs(VALUE)) {
                    value = body.values().readValue(json);
                } else if (json.nameIs(EXISTS)) {
                    exists = json.readBoolean();
                } else if (json.nameIs(OPERATOR)) {
                    operator = json.readString();
                } else if (json.nameIs(VALUES)) {
                    values = body.values().readValues(json);
                } else {
                    json.skipValue();
                }
            }
        }
        return new Entry(value, exists, operator, values);
    }

    boolean isPresent() {
        return byAttribute != null;
    }

    /** Adds the model's constraints; only Expected may do without an operator. */
    void constrain(ModelConstraints constraints, boolean operatorRequired) {
        if (byAttribute == null) {
            return;
        }
        String name = parameter.toString();
        String path = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        byAttribute.forEach(
                (attribute, entry) -> {
                    String member = path + "." + attribute + ".member.comparisonOperator";
                    if (operatorRequired) {
                        constraints.notNull(member, entry.operator);
                    }
                    constraints.oneOf(member, entry.operator, Enums.COMPARISON_OPERATOR);
                });
    }

    /** The condition of a write, or null if it has none. */
    @Nullable Condition toCondition(@Nullable String conditionalOperator) {
        if (byAttribute == null && conditionalOperator == null) {
            return null;
        }
        var expected = new LinkedHashMap<String, LegacyExpected>();
        entries()
                .forEach(
                        (attribute, entry) ->
                                expected.put(
                                        attribute,
                                        new LegacyExpected(
                                                entry.value == null ? null : entry.value.get(),
                                                entry.exists,
                                                entry.operator,
                                                entry.values == null ? null : entry.values.get())));
        return LegacyParameters.expected(expected, conditionalOperator);
    }

    /** The filter of a read, or null if it has none. */
    @Nullable Filter toFilter(@Nullable String conditionalOperator) {
        if (byAttribute == null && conditionalOperator == null) {
            return null;
        }
        return LegacyParameters.filter(conditions(), conditionalOperator);
    }

    KeyCondition toKeyCondition() {
        return LegacyParameters.keyConditions(conditions());
    }

    private Map<String, LegacyCondition> conditions() {
        var conditions = new LinkedHashMap<String, LegacyCondition>();
        entries()
                .forEach(
                        (attribute, entry) ->
                                conditions.put(
                                        attribute,
                                        new LegacyCondition(
                                                requireNonNull(entry.operator),
                                                entry.values == null
                                                        ? List.of()
                                                        : entry.values.get())));
        return conditions;
    }

    private Map<String, Entry> entries() {
        return byAttribute == null ? Map.of() : byAttribute;
    }
}
