package dev.penstock.wire.catalogue;

import static java.util.Objects.requireNonNull;

import dev.penstock.error.RequestException;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Enums;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AttributeDefinitions and KeySchema as a request has them: pairs of a name and a type that are
 * only texts until {@link #toKeySchema} has found them to fit together.
 */
record KeySchemaRequest(@Nullable List<Pair> definitions, @Nullable List<Pair> elements) {
    private static final int ELEMENTS_MAX = 2;
    private static final int NAME_MAX = 255;
    private static final String HASH = "HASH";
    private static final String RANGE = "RANGE";

    /** An attribute's name, and its data type or its part in the key. */
    record Pair(@Nullable String name, @Nullable String type) {}

    static KeySchemaRequest read(RequestBody body) {
        return new KeySchemaRequest(
                pairs(body, TableAnswer.ATTRIBUTE_DEFINITIONS, TableAnswer.ATTRIBUTE_TYPE),
                pairs(body, TableAnswer.KEY_SCHEMA, TableAnswer.KEY_TYPE));
    }

    private static @Nullable List<Pair> pairs(RequestBody body, JsonName member, JsonName type) {
        JsonReader value = body.find(member);
        if (value == null || !value.beginList()) {
            return null;
        }
        String shape = type == TableAnswer.KEY_TYPE ? "KeySchemaElement" : "AttributeDefinition";
        var pairs = new ArrayList<Pair>();
        while (value.nextElement()) {
            String name = null;
            String text = null;
            if (value.beginElementStructure(shape)) {
                while (value.nextMember()) {
                    if (value.nameIs(TableAnswer.ATTRIBUTE_NAME)) {
                        name = value.readString();
                    } else if (value.nameIs(type)) {
                        text = value.readString();
                    } else {
                        value.skipValue();
                    }
                }
            }
            pairs.add(new Pair(name, text));
        }
        return pairs;
    }

    void constrain(ModelConstraints constraints) {
        constraints.notNull("attributeDefinitions", definitions);
        if (definitions != null) {
            constrainAll(constraints, "attributeDefinitions", definitions, "attributeType");
        }
        constraints.notNull("keySchema", elements);
        if (elements != null) {
            String shown = shownElements(elements);
            constraints
                    .countAtLeast("keySchema", shown, elements.size(), 1)
                    .countAtMost("keySchema", shown, elements.size(), ELEMENTS_MAX);
            constrainAll(constraints, "keySchema", elements, "keyType");
        }
    }

    private static void constrainAll(
            ModelConstraints constraints, String path, List<Pair> pairs, String typeName) {
        var allowed = typeName.equals("keyType") ? Enums.KEY_TYPE : Enums.ATTRIBUTE_TYPE;
        for (int i = 0; i < pairs.size(); i++) {
            String member = path + "." + (i + 1) + ".member.";
            Pair pair = pairs.get(i);
            constraints
                    .notNull(member + "attributeName", pair.name)
                    .lengthAtLeast(member + "attributeName", pair.name, 1)
                    .lengthAtMost(member + "attributeName", pair.name, NAME_MAX)
                    .notNull(member + typeName, pair.type)
                    .oneOf(member + typeName, pair.type, allowed);
        }
    }

    private static String shownElements(List<Pair> elements) {
        return elements.stream()
                .map(e -> "KeySchemaElement(attributeName=" + e.name + ", keyType=" + e.type + ")")
                .toList()
                .toString();
    }

    /** Valid only after {@link #constrain} found nothing. */
    KeySchema toKeySchema() {
        Map<String, KeyAttribute> defined = definedAttributes();
        List<Pair> keys = requireNonNull(elements);
        if (!HASH.equals(keys.getFirst().type)) {
            throw RequestException.validation(
                    "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        KeyAttribute partitionKey = defined.get(keys.getFirst().name);
        KeyAttribute sortKey = null;
        if (keys.size() == ELEMENTS_MAX) {
            requireSortKey(keys);
            sortKey = defined.get(keys.get(1).name);
        }
        if (partitionKey == null || (keys.size() == ELEMENTS_MAX && sortKey == null)) {
            throw RequestException.validation(
                    "Invalid KeySchema: Some index key attribute have no definition");
        }
        if (defined.size() != keys.size()) {
            throw Texts.invalid(
                    "Number of attributes in KeySchema does not exactly match number of"
                            + " attributes defined in AttributeDefinitions");
        }
        return new KeySchema(partitionKey, sortKey);
    }

    private static void requireSortKey(List<Pair> keys) {
        if (!RANGE.equals(keys.get(1).type)) {
            throw RequestException.validation(
                    "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        if (requireNonNull(keys.getFirst().name).equals(keys.get(1).name)) {
            throw RequestException.validation(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same"
                            + " name");
        }
    }

    List<KeyAttribute> attributes() {
        return List.copyOf(definedAttributes().values());
    }

    private Map<String, KeyAttribute> definedAttributes() {
        var defined = new LinkedHashMap<String, KeyAttribute>();
        for (Pair pair : requireNonNull(definitions)) {
            String name = requireNonNull(pair.name);
            var type = KeyType.valueOf(requireNonNull(pair.type));
            if (defined.put(name, new KeyAttribute(name, type)) != null) {
                throw Texts.invalid("Duplicate AttributeName in AttributeDefinitions: " + name);
            }
        }
        return defined;
    }
}
