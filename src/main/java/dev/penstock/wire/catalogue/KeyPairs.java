package dev.penstock.wire.catalogue;

import dev.penstock.wire.json.JsonName;
import dev.penstock.wire.json.JsonReader;
import dev.penstock.wire.json.ModelConstraints;
import dev.penstock.wire.request.Enums;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of attribute definitions or of a key schema's elements, as a request has them. */
final class KeyPairs {
    static final String HASH = "HASH";
    static final String RANGE = "RANGE";

    private static final int NAME_MAX = 255;

    private KeyPairs() {}

    /** An attribute's name, and its data type or its part in the key. */
    record Pair(@Nullable String name, @Nullable String type) {}

    /**
     * @param type the member beside AttributeName: AttributeType or KeyType
     */
    static @Nullable List<Pair> read(JsonReader value, JsonName type) {
        if (!value.beginList()) {
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

    static void constrainDefinitions(
            ModelConstraints constraints, String path, @Nullable List<Pair> definitions) {
        if (definitions != null) {
            constrainAll(constraints, path, definitions, "attributeType");
        }
    }

    static void constrainElements(
            ModelConstraints constraints, String path, @Nullable List<Pair> elements, int max) {
        constraints.notNull(path, elements);
        if (elements != null) {
            String shown = shown(elements);
            constraints
                    .countAtLeast(path, shown, elements.size(), 1)
                    .countAtMost(path, shown, elements.size(), max);
            constrainAll(constraints, path, elements, "keyType");
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

    private static String shown(List<Pair> elements) {
        return elements.stream()
                .map(e -> "KeySchemaElement(attributeName=" + e.name + ", keyType=" + e.type + ")")
                .toList()
                .toString();
    }
}
