package dev.penstock.wire.json;

import dev.penstock.item.AttributeType;
import org.jspecify.annotations.Nullable;

/** Recognises the member of an attribute value that names its type. */
final class AttributeTypeName {
    private static final AttributeType[] TYPES = AttributeType.values();
    private static final JsonName[] NAMES = names();
    private static final JsonName BOOL = JsonName.of("BOOL");
    private static final JsonName NULL = JsonName.of("NULL");

    private AttributeTypeName() {}

    private static JsonName[] names() {
        var names = new JsonName[TYPES.length];
        for (int i = 0; i < TYPES.length; i++) {
            names[i] = JsonName.of(TYPES[i].name());
        }
        return names;
    }

    /** The type that the reader's current member names, or null if it is no type's name. */
    static @Nullable AttributeType of(JsonReader json) {
        if (json.nameHasEscapes()) {
            return ofEscaped(json);
        }
        byte[] bytes = json.bytes();
        int from = json.nameFrom();
        return switch (json.nameTo() - from) {
            case 1 -> ofLetter(bytes[from]);
            case 2 -> bytes[from + 1] == 'S' ? setOfLetter(bytes[from]) : null;
            case 4 -> ofWord(json);
            default -> null;
        };
    }

    private static @Nullable AttributeType ofLetter(byte letter) {
        return switch (letter) {
            case 'S' -> AttributeType.S;
            case 'N' -> AttributeType.N;
            case 'B' -> AttributeType.B;
            case 'L' -> AttributeType.L;
            case 'M' -> AttributeType.M;
            default -> null;
        };
    }

    private static @Nullable AttributeType setOfLetter(byte letter) {
        return switch (letter) {
            case 'S' -> AttributeType.SS;
            case 'N' -> AttributeType.NS;
            case 'B' -> AttributeType.BS;
            default -> null;
        };
    }

    private static @Nullable AttributeType ofWord(JsonReader json) {
        if (json.nameIs(BOOL)) {
            return AttributeType.BOOL;
        }
        return json.nameIs(NULL) ? AttributeType.NULL : null;
    }

    private static @Nullable AttributeType ofEscaped(JsonReader json) {
        for (int i = 0; i < TYPES.length; i++) {
            if (json.nameIs(NAMES[i])) {
                return TYPES[i];
            }
        }
        return null;
    }
}
