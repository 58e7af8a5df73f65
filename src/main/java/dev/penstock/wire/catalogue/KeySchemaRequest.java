package dev.penstock.wire.catalogue;

import static java.util.Objects.requireNonNull;

import dev.penstock.error.RequestException;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.RequestBody;
import dev.penstock.wire.request.Texts;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AttributeDefinitions and KeySchema as a request has them: pairs of a name and a type that are
 * only texts until {@link #toKeySchema} has found them to fit together.
 */
record KeySchemaRequest(
        @Nullable List<KeyPairs.Pair> definitions, @Nullable List<KeyPairs.Pair> elements) {
    private static final int ELEMENTS_MAX = 2;

    static KeySchemaRequest read(RequestBody body) {
        return new KeySchemaRequest(
                readDefinitions(body), pairs(body, TableAnswer.KEY_SCHEMA, TableAnswer.KEY_TYPE));
    }

    static @Nullable List<KeyPairs.Pair> readDefinitions(RequestBody body) {
        return pairs(body, TableAnswer.ATTRIBUTE_DEFINITIONS, TableAnswer.ATTRIBUTE_TYPE);
    }

    private static @Nullable List<KeyPairs.Pair> pairs(
            RequestBody body, JsonName member, JsonName type) {
        JsonReader value = body.find(member);
        return value == null ? null : KeyPairs.read(value, type);
    }

    void constrain(ModelConstraints constraints) {
        constraints.notNull("attributeDefinitions", definitions);
        KeyPairs.constrainDefinitions(constraints, "attributeDefinitions", definitions);
        KeyPairs.constrainElements(constraints, "keySchema", elements, ELEMENTS_MAX);
    }

    /** Valid only after {@link #constrain} found nothing. */
    KeySchema toKeySchema() {
        Map<String, KeyAttribute> defined = definedAttributes();
        List<KeyPairs.Pair> keys = requireNonNull(elements);
        if (!KeyPairs.HASH.equals(keys.getFirst().type())) {
            throw RequestException.validation(
                    "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        KeyAttribute partitionKey = defined.get(keys.getFirst().name());
        KeyAttribute sortKey = null;
        if (keys.size() == ELEMENTS_MAX) {
            requireSortKey(keys);
            sortKey = defined.get(keys.get(1).name());
        }
        if (partitionKey == null || (keys.size() == ELEMENTS_MAX && sortKey == null)) {
            throw RequestException.validation(
                    "Invalid KeySchema: Some index key attribute have no definition");
        }
        return new KeySchema(partitionKey, sortKey);
    }

    private static void requireSortKey(List<KeyPairs.Pair> keys) {
        if (!KeyPairs.RANGE.equals(keys.get(1).type())) {
            throw RequestException.validation(
                    "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        if (requireNonNull(keys.getFirst().name()).equals(keys.get(1).name())) {
            throw RequestException.validation(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same"
                            + " name");
        }
    }

    /**
     * Every definition must be of an attribute of a key.
     *
     * @param indexes of the same request, whose keys are defined
     */
    void requireAllUsed(List<IndexRequest> indexes) {
        Set<String> defined = definedAttributes().keySet();
        Set<String> used = new LinkedHashSet<>();
        requireNonNull(elements).forEach(element -> used.add(requireNonNull(element.name())));
        indexes.forEach(index -> used.addAll(index.keyNames()));
        if (defined.size() == used.size()) {
            return;
        }
        if (indexes.isEmpty()) {
            throw Texts.invalid(
                    "Number of attributes in KeySchema does not exactly match number of"
                            + " attributes defined in AttributeDefinitions");
        }
        throw Texts.invalid(
                "Some AttributeDefinitions are not used. AttributeDefinitions: "
                        + defined
                        + ", keys used: "
                        + used);
    }

    List<KeyAttribute> attributes() {
        return List.copyOf(definedAttributes().values());
    }

    Map<String, KeyAttribute> definedAttributes() {
        return defined(requireNonNull(definitions));
    }

    /** By name, in the request's order. */
    static Map<String, KeyAttribute> defined(List<KeyPairs.Pair> definitions) {
        var defined = new LinkedHashMap<String, KeyAttribute>();
        for (KeyPairs.Pair pair : definitions) {
            String name = requireNonNull(pair.name());
            var type = KeyType.valueOf(requireNonNull(pair.type()));
            if (defined.put(name, new KeyAttribute(name, type)) != null) {
                throw RequestException.validation("Attribute Name is duplicated: " + name);
            }
        }
        return defined;
    }
}
