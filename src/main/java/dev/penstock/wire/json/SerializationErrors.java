package dev.penstock.wire.json;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;

/**
 * The texts of DynamoDB's {@code SerializationException}, which answers a body that is not JSON or
 * whose JSON types are not the model's. Observed from the service; they name Java classes because
 * the service does.
 */
final class SerializationErrors {
    /** Shapes of the API model are named with the service's package. */
    private static final String MODEL = "com.amazonaws.dynamodb.v20120810.";

    private SerializationErrors() {}

    /** Not JSON at all: the service says nothing but the type, so the text is empty. */
    static RequestException malformed() {
        return error("");
    }

    static RequestException notConvertible(String valueKind, String javaType) {
        return error(valueKind + " cannot be converted to " + javaType);
    }

    /** An object where a scalar or a list belongs. */
    static RequestException unexpectedObject() {
        return error("Start of structure or map found where not expected");
    }

    /** An array where a scalar belongs. */
    static RequestException unexpectedArray(String javaClass) {
        return error("Unrecognized collection type class " + javaClass);
    }

    /** An array where a structure of the model belongs. */
    static RequestException unexpectedArrayForStructure(String shape) {
        return unexpectedArray(MODEL + shape);
    }

    /** An array where a map with the given values belongs. */
    static RequestException unexpectedArrayForMap(String valueShape) {
        var valueType =
                switch (valueShape) {
                    case "String" -> "java.lang.String";
                    default -> MODEL + valueShape;
                };
        return error(
                "Unrecognized collection type java.util.Map<java.lang.String, " + valueType + ">");
    }

    /** A scalar where a list, a map or a structure belongs. */
    static RequestException unexpectedScalar() {
        return error("Unexpected field type");
    }

    /** A scalar where an attribute value, a structure inside a map or a list, belongs. */
    static RequestException unexpectedScalarForElement() {
        return error("Unexpected value type in payload");
    }

    static RequestException unexpectedToken() {
        return error("Unexpected token received from parser");
    }

    static RequestException notBase64Text() {
        return error("only base-64-encoded strings are convertible to bytes");
    }

    static RequestException base64Length(int length) {
        return error(
                "Base64 encoded length is expected a multiple of 4 bytes but found: " + length);
    }

    static RequestException base64Character(char character) {
        return error("Invalid Base64 character: '" + character + "'");
    }

    /** The service's own spelling. */
    static RequestException base64LastCharacter() {
        return error("Invalid last non-pad Base64 character dectected");
    }

    private static RequestException error(String text) {
        return new RequestException(ErrorCode.SERIALIZATION, text);
    }
}
