package dev.penstock.wire.items;

import dev.penstock.capacity.ReadConsistency;
import dev.penstock.error.RequestException;
import dev.penstock.wire.json.ItemDraft;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.JsonWriter;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.ConsumedCapacity;
import dev.penstock.wire.request.Names;
import dev.penstock.wire.request.RequestBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a BatchGetItem asks of one table, as the request has it. */
record KeysAndAttributes(
        String tableName,
        @Nullable List<ItemDraft> keys,
        Attributes attributes,
        @Nullable Boolean consistentRead) {
    private static final int KEYS_MAX = 100;
    private static final String SHAPE = "KeysAndAttributes";

    /** Which attributes of the items. */
    record Attributes(
            @Nullable List<String> toGet,
            @Nullable String projection,
            @Nullable Map<String, String> names) {}

    static KeysAndAttributes read(RequestBody body, JsonReader json) {
        String tableName = json.name();
        List<ItemDraft> keys = null;
        List<String> toGet = null;
        String projection = null;
        Map<String, String> names = null;
        Boolean consistent = null;
        if (json.beginElementStructure(SHAPE)) {
            while (json.nextMember()) {
                if (json.nameIs(Names.KEYS)) {
                    keys = readKeys(body, json);
                } else if (json.nameIs(Names.ATTRIBUTES_TO_GET)) {
                    toGet = AttributeSelection.readNames(json);
                } else if (json.nameIs(Names.PROJECTION_EXPRESSION)) {
                    projection = json.readString();
                } else if (json.nameIs(Names.EXPRESSION_ATTRIBUTE_NAMES)) {
                    names = body.values().readExpressionNames(json);
                } else if (json.nameIs(Names.CONSISTENT_READ)) {
                    consistent = json.readBoolean();
                } else {
                    json.skipValue();
                }
            }
        }
        return new KeysAndAttributes(
                tableName, keys, new Attributes(toGet, projection, names), consistent);
    }

    private static @Nullable List<ItemDraft> readKeys(RequestBody body, JsonReader json) {
        if (!json.beginList()) {
            return null;
        }
        var keys = new ArrayList<ItemDraft>();
        while (json.nextElement()) {
            ItemDraft key = body.values().readItem(json);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    ReadConsistency consistency() {
        return ConsumedCapacity.consistency(consistentRead);
    }

    List<ItemDraft> presentKeys() {
        return keys == null ? List.of() : keys;
    }

    void constrain(ModelConstraints constraints) {
        String path = "requestItems." + tableName + ".member.keys";
        constraints.notNull(path, keys);
        if (keys != null) {
            constraints.countAtLeast(path, "[]", keys.size(), 1);
        }
        AttributeSelection.constrain(
                constraints,
                "requestItems." + tableName + ".member.attributesToGet",
                attributes.toGet);
    }

    /** The service words this one constraint unlike all others. */
    void requireKeyCount() {
        if (presentKeys().size() > KEYS_MAX) {
            throw RequestException.validation(
                    "1 validation error detected: Value at 'RequestItems."
                            + tableName
                            + ".member.Keys' failed to satisfy constraint: Member must have length"
                            + " less than or equal to "
                            + KEYS_MAX);
        }
    }

    /** Writes what is left to be asked again. */
    void writeRest(JsonWriter out, List<byte[]> keyItems) {
        out.name(tableName).beginObject();
        out.name(Names.KEYS).beginArray();
        keyItems.forEach(out::item);
        out.endArray();
        if (attributes.toGet != null) {
            out.name(Names.ATTRIBUTES_TO_GET).beginArray();
            attributes.toGet.forEach(out::string);
            out.endArray();
        }
        if (attributes.projection != null) {
            out.name(Names.PROJECTION_EXPRESSION).string(attributes.projection);
        }
        if (attributes.names != null) {
            writeNames(out, attributes.names);
        }
        if (consistentRead != null) {
            out.name(Names.CONSISTENT_READ).bool(consistentRead);
        }
        out.endObject();
    }

    private static void writeNames(JsonWriter out, Map<String, String> names) {
        out.name(Names.EXPRESSION_ATTRIBUTE_NAMES).beginObject();
        names.forEach((placeholder, name) -> out.name(placeholder).string(name));
        out.endObject();
    }
}
