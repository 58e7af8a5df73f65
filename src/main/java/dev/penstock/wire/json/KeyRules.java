package dev.penstock.wire.json;

import dev.penstock.error.RequestException;
import dev.penstock.item.AttributeType;
import dev.penstock.item.ItemBytes;
import dev.penstock.item.ItemLimits;
import dev.penstock.item.ValueBytes;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import java.nio.charset.StandardCharsets;

/** What a table's key schema demands of an item or a key, and the service's words for a breach. */
final class KeyRules {
    private static final String INVALID = "One or more parameter values were invalid: ";

    private KeyRules() {}

    /** For an item that is put. */
    static void requireKey(byte[] item, KeySchema schema) {
        requireAttribute(item, schema.partitionKey(), true);
        KeyAttribute sortKey = schema.sortKey();
        if (sortKey != null) {
            requireAttribute(item, sortKey, false);
        }
    }

    private static void requireAttribute(byte[] item, KeyAttribute attribute, boolean partition) {
        int at = ItemBytes.find(item, utf8(attribute));
        if (at < 0) {
            throw RequestException.validation(
                    INVALID + "Missing the key " + attribute.name() + " in the item");
        }
        AttributeType type = ValueBytes.type(item, at);
        if (!isOfType(type, attribute)) {
            throw RequestException.validation(
                    INVALID
                            + "Type mismatch for key "
                            + attribute.name()
                            + " expected: "
                            + attribute.type()
                            + " actual: "
                            + type);
        }
        requireLength(item, at, attribute, partition);
    }

    /** For a member that names an item by its key. */
    static void requireKeyOnly(byte[] key, KeySchema schema) {
        KeyAttribute sortKey = schema.sortKey();
        if (ItemBytes.attributeCount(key) != (sortKey == null ? 1 : 2)) {
            throw notTheSchema();
        }
        requireKeyAttribute(key, schema.partitionKey(), true);
        if (sortKey != null) {
            requireKeyAttribute(key, sortKey, false);
        }
    }

    private static void requireKeyAttribute(byte[] key, KeyAttribute attribute, boolean partition) {
        int at = ItemBytes.find(key, utf8(attribute));
        if (at < 0 || !isOfType(ValueBytes.type(key, at), attribute)) {
            throw notTheSchema();
        }
        requireLength(key, at, attribute, partition);
    }

    private static boolean isOfType(AttributeType type, KeyAttribute attribute) {
        return switch (attribute.type()) {
            case S -> type == AttributeType.S;
            case N -> type == AttributeType.N;
            case B -> type == AttributeType.B;
        };
    }

    private static void requireLength(
            byte[] bytes, int at, KeyAttribute attribute, boolean partition) {
        int length = ValueBytes.payloadLength(bytes, at);
        if (length == 0) {
            String kind = ValueBytes.type(bytes, at) == AttributeType.S ? "string" : "binary";
            throw RequestException.validation(
                    "One or more parameter values are not valid. The AttributeValue for a key"
                            + " attribute cannot contain an empty "
                            + kind
                            + " value. Key: "
                            + attribute.name());
        }
        if (partition && length > ItemLimits.PARTITION_KEY_BYTES_MAX) {
            // The missing blank is the service's own.
            throw RequestException.validation(
                    INVALID
                            + "Size of hashkey has exceeded the maximum size limit of"
                            + ItemLimits.PARTITION_KEY_BYTES_MAX
                            + " bytes");
        }
        if (!partition && length > ItemLimits.SORT_KEY_BYTES_MAX) {
            throw RequestException.validation(
                    INVALID
                            + "Aggregated size of all range keys has exceeded the size limit of "
                            + ItemLimits.SORT_KEY_BYTES_MAX
                            + " bytes");
        }
    }

    private static RequestException notTheSchema() {
        return RequestException.validation("The provided key element does not match the schema");
    }

    static byte[] utf8(KeyAttribute attribute) {
        return attribute.name().getBytes(StandardCharsets.UTF_8);
    }
}
