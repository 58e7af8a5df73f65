package dev.penstock.wire.json;

import dev.penstock.item.AttributeType;

/**
 * Passes attribute values that were refused already, only to see whether their JSON types are the
 * model's: an error of type comes before any error of content. Nothing is allocated.
 */
final class AttributeValueShape {
    private static final String SHAPE = "AttributeValue";

    private AttributeValueShape() {}

    static void passMap(JsonReader json) {
        if (json.beginMap(SHAPE)) {
            while (json.nextMember()) {
                passValue(json);
            }
        }
    }

    static void passList(JsonReader json) {
        if (json.beginList()) {
            while (json.nextElement()) {
                passValue(json);
            }
        }
    }

    static void passValue(JsonReader json) {
        if (!json.beginElementStructure(SHAPE)) {
            return;
        }
        while (json.nextMember()) {
            AttributeType type = AttributeTypeName.of(json);
            if (type == null) {
                json.skipValue();
            } else {
                passContent(json, type);
            }
        }
    }

    private static void passContent(JsonReader json, AttributeType type) {
        switch (type) {
            case S, N -> json.beginText();
            case B -> json.beginBase64();
            case BOOL, NULL -> json.readBoolean();
            case L -> passList(json);
            case M -> passMap(json);
            case SS, NS, BS -> passSet(json, type);
        }
    }

    private static void passSet(JsonReader json, AttributeType type) {
        if (json.beginList()) {
            while (json.nextElement()) {
                passContent(json, type == AttributeType.BS ? AttributeType.B : AttributeType.S);
            }
        }
    }
}
