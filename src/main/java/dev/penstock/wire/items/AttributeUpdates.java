package dev.penstock.wire.items;

import dev.penstock.expression.LegacyParameters;
import dev.penstock.expression.LegacyUpdate;
import dev.penstock.expression.Update;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.json.ValueDraft;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AttributeUpdates as a request has it; empty if it does not. */
record AttributeUpdates(Map<String, Entry> byAttribute) {
    private static final String SHAPE = "AttributeValueUpdate";
    private static final JsonName VALUE = JsonName.of("Value");
    private static final JsonName ACTION = JsonName.of("Action");

    /** What is done to one attribute. */
    record Entry(@Nullable ValueDraft<byte[]> value, @Nullable String action) {}

    static AttributeUpdates read(RequestBody body) {
        var byAttribute = new LinkedHashMap<String, Entry>();
        JsonReader json = body.find(Names.ATTRIBUTE_UPDATES);
        if (json != null && json.beginMap(SHAPE)) {
            while (json.nextMember()) {
                String attribute = json.name();
                byAttribute.put(attribute, readEntry(body, json));
            }
        }
        return new AttributeUpdates(byAttribute);
    }

    private static Entry readEntry(RequestBody body, JsonReader json) {
        ValueDraft<byte[]> value = null;
        String action = null;
        if (json.beginElementStructure(SHAPE)) {
            while (json.nextMember()) {
                if (json.nameIs(VALUE)) {
                    value = body.values().readValue(json);
                } else if (json.nameIs(ACTION)) {
                    action = json.readString();
                } else {
                    json.skipValue();
                }
            }
        }
        return new Entry(value, action);
    }

    void constrain(ModelConstraints constraints) {
        byAttribute.forEach(
                (attribute, entry) ->
                        constraints.oneOf(
                                "attributeUpdates." + attribute + ".member.action",
                                entry.action,
                                Enums.ATTRIBUTE_ACTION));
    }

    /** The update; without any entry it makes an item of the key alone. */
    Update toUpdate() {
        var updates = new LinkedHashMap<String, LegacyUpdate>();
        byAttribute.forEach(
                (attribute, entry) ->
                        updates.put(
                                attribute,
                                new LegacyUpdate(
                                        entry.value == null ? null : entry.value.get(),
                                        entry.action)));
        return LegacyParameters.attributeUpdates(updates);
    }
}
