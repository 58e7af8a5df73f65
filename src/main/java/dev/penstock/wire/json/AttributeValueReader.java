package dev.penstock.wire.json;

import dev.penstock.common.Limit;
import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemLimits;
import dev.penstock.item.ValueWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads DynamoDB's attribute values from JSON into their encoded bytes, in one pass. Reused from
 * request to request; belongs to one thread.
 *
 * <p>A JSON type that the model does not have is thrown at once, as SERIALIZATION; what is wrong
 * with a value beyond that (no type or two, an empty set, a number that is none) belongs to a later
 * check and waits in the draft. Null members are absent: the methods return null.
 *
 * <p>Maintainers: the first error of content ends the encoding; the reader then goes back to the
 * member's first byte and passes it once more, for the errors of type that come before.
 */
public final class AttributeValueReader {
    private static final String SHAPE = "AttributeValue";

    /** All values of one request's expressions together, as DynamoDB charges them. */
    @Limit(
            of = "attribute values of a request's expressions together",
            unit = "bytes",
            beyond = "`ValidationException`")
    static final int VALUES_BYTES_MAX = 2 << 20;

    private static final byte[] NO_ITEM = {};

    private final ValueWriter writer = new ValueWriter();
    private final AttributeContentReader content = new AttributeContentReader(writer);

    /** A member that holds an item: a map of attribute values. */
    public @Nullable ItemDraft readItem(JsonReader json) {
        return readAttributes(json, ItemLimits.ITEM_BYTES_MAX);
    }

    /** A member that holds a key: the same, but the limit is that of the key's values. */
    public @Nullable ItemDraft readKey(JsonReader json) {
        return readAttributes(json, Integer.MAX_VALUE);
    }

    private @Nullable ItemDraft readAttributes(JsonReader json, int bytesMax) {
        int start = json.position();
        int level = json.level();
        if (!json.beginMap(SHAPE)) {
            return null;
        }
        try {
            content.limit(bytesMax, AttributeValueReader::tooLarge);
            writer.beginItem();
            content.writePairs(json, 1);
            byte[] item = writer.endItem();
            return new ItemDraft(item, ItemBytes.sizeBytes(item) > bytesMax ? tooLarge() : null);
        } catch (RequestException error) {
            requireContentError(error);
            json.returnTo(start, level);
            AttributeValueShape.passMap(json);
            return new ItemDraft(NO_ITEM, error);
        }
    }

    /** One attribute value. */
    public @Nullable ValueDraft<byte[]> readValue(JsonReader json) {
        if (json.peek() == JsonToken.NULL) {
            json.skipValue();
            return null;
        }
        limitValues();
        return readPresentValue(json);
    }

    private void limitValues() {
        content.limit(VALUES_BYTES_MAX, AttributeValueReader::valuesTooLarge);
    }

    private ValueDraft<byte[]> readPresentValue(JsonReader json) {
        int start = json.position();
        int level = json.level();
        try {
            writer.reset();
            content.writeValue(json, 1);
            return new ValueDraft<>(writer.toValue(), null);
        } catch (RequestException error) {
            requireContentError(error);
            json.returnTo(start, level);
            AttributeValueShape.passValue(json);
            return new ValueDraft<>(NO_ITEM, error);
        }
    }

    /** A list of attribute values, such as {@code AttributeValueList}. */
    public @Nullable ValueDraft<List<byte[]>> readValues(JsonReader json) {
        if (!json.beginList()) {
            return null;
        }
        limitValues();
        var values = new ArrayList<byte[]>();
        RequestException error = null;
        while (json.nextElement()) {
            var value = readPresentValue(json);
            error = error == null ? value.error() : error;
            values.add(value.unchecked());
        }
        return new ValueDraft<>(values, error);
    }

    /** {@code ExpressionAttributeValues}; in the request's order, of equal names the last. */
    public @Nullable ValueDraft<Map<String, byte[]>> readExpressionValues(JsonReader json) {
        if (!json.beginMap(SHAPE)) {
            return null;
        }
        limitValues();
        var values = new LinkedHashMap<String, byte[]>();
        RequestException error = null;
        while (json.nextMember()) {
            String name = json.name();
            var value = readPresentValue(json);
            var valueError = value.error();
            if (error == null && valueError != null) {
                error = invalidExpressionValue(valueError, name);
            }
            values.put(name, value.unchecked());
        }
        return new ValueDraft<>(values, error);
    }

    /** {@code ExpressionAttributeNames}, or any other map of strings; in the request's order. */
    public @Nullable Map<String, String> readExpressionNames(JsonReader json) {
        if (!json.beginMap("String")) {
            return null;
        }
        Map<String, String> names = new LinkedHashMap<>();
        while (json.nextMember()) {
            String name = json.name();
            String value = json.readString();
            if (value != null) {
                names.put(name, value);
            }
        }
        return names;
    }

    /** Errors of JSON type do not wait. */
    private static void requireContentError(RequestException error) {
        if (error.code() != ErrorCode.VALIDATION) {
            throw error;
        }
    }

    static RequestException tooLarge() {
        return RequestException.validation("Item size has exceeded the maximum allowed size");
    }

    /** The service's own words for this limit are not known. */
    private static RequestException valuesTooLarge() {
        return RequestException.validation(
                "One or more parameter values were invalid: The values exceed the maximum size of "
                        + VALUES_BYTES_MAX
                        + " bytes");
    }

    private static RequestException invalidExpressionValue(RequestException error, String name) {
        return RequestException.validation(
                "ExpressionAttributeValues contains invalid value: "
                        + error.text()
                        + " for key "
                        + name);
    }

    /** The text of an attribute value that names no type. */
    static RequestException noType() {
        return RequestException.validation(
                "Supplied AttributeValue is empty, must contain exactly one of the supported"
                        + " datatypes");
    }

    static RequestException twoTypes() {
        return RequestException.validation(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one"
                        + " of the supported datatypes");
    }

    static RequestException tooDeep() {
        return RequestException.validation(
                "Nesting Levels have exceeded supported limits: Attributes in the item have nested"
                        + " levels beyond supported limit");
    }

    static RequestException nameTooLarge() {
        return RequestException.validation(
                "1 validation error detected: Attribute name is too large, must be less than 65536"
                        + " bytes");
    }

    static RequestException falseNull() {
        return RequestException.validation(
                "One or more parameter values were invalid: Null attribute value types must have"
                        + " the value of true");
    }

    static RequestException nullMember(AttributeType type) {
        return RequestException.validation(
                "One or more parameter values were invalid: "
                        + type
                        + " may not have a null member");
    }
}
