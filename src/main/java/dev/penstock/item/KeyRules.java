package dev.penstock.item;

import dev.penstock.error.RequestException;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What DynamoDB demands of the key attributes of an item, and its words for a breach. The items
 * must have been written with {@link ValueWriter#beginItem(KeySchema)} and the same schema. What
 * passes has its partition key as attribute 0 and its sort key as attribute 1, of the declared
 * types.
 */
public final class KeyRules {
    private static final String INVALID = "One or more parameter values were invalid: ";
    // DynamoDB forgot a blank.
    static final String PARTITION_KEY_TOO_LARGE =
            INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes";
    static final String SORT_KEY_TOO_LARGE =
            INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes";
    private static final String NO_MATCH = "The provided key element does not match the schema";

    private KeyRules() {}

    /**
     * Judges an item that is to be put.
     *
     * @throws RequestException if a key attribute is missing, of another type, empty or too large
     */
    public static void requireItem(byte[] item, KeySchema schema) {
        int end = requireKeyAttribute(item, ItemLayout.ITEM_HEADER_BYTES, schema.partitionKey());
        KeyAttribute sortKey = schema.sortKey();
        if (sortKey != null) {
            requireKeyAttribute(item, end, sortKey);
        }
        requireValues(item, schema);
    }

    /**
     * Judges a key: what GetItem, DeleteItem, UpdateItem or ExclusiveStartKey of a table give.
     *
     * @throws RequestException if it has not exactly the key attributes, or one of them is of
     *     another type, empty or too large
     */
    public static void requireKey(byte[] key, KeySchema schema) {
        KeyAttribute sortKey = schema.sortKey();
        int end = ItemLayout.ITEM_HEADER_BYTES;
        boolean matches = ItemBytes.attributeCount(key) == (sortKey == null ? 1 : 2);
        if (matches && isKeyAttribute(key, end, schema.partitionKey())) {
            end = ValueBytes.end(key, ValueBytes.skipBytes(key, end));
            matches = sortKey == null || isKeyAttribute(key, end, sortKey);
        } else {
            matches = false;
        }
        if (!matches) {
            throw RequestException.validation(NO_MATCH);
        }
        requireValues(key, schema);
    }

    /**
     * Judges a key of an index: what ExclusiveStartKey gives.
     *
     * @param keys the attributes of the keys of table and index
     * @throws RequestException if it has not exactly these, or one of them is of another type or
     *     empty
     */
    public static void requireIndexKey(byte[] key, List<KeyAttribute> keys) {
        boolean matches = ItemBytes.attributeCount(key) == keys.size();
        for (KeyAttribute each : keys) {
            int value = ItemBytes.find(key, each.name().getBytes(StandardCharsets.UTF_8));
            matches &=
                    value >= 0
                            && key[value] == typeByte(each.type())
                            && ValueBytes.payloadLength(key, value) > 0;
        }
        if (!matches) {
            throw RequestException.validation(NO_MATCH);
        }
    }

    /** The offset behind the attribute. */
    private static int requireKeyAttribute(byte[] item, int at, KeyAttribute key) {
        if (at == item.length || !hasName(item, at, key.name())) {
            throw RequestException.validation(
                    INVALID + "Missing the key " + key.name() + " in the item");
        }
        int value = ValueBytes.skipBytes(item, at);
        if (item[value] != typeByte(key.type())) {
            AttributeType actual = ValueBytes.type(item, value);
            throw RequestException.validation(
                    "%sType mismatch for key %s expected: %s actual: %s"
                            .formatted(INVALID, key.name(), key.type(), actual));
        }
        return ValueBytes.end(item, value);
    }

    private static boolean isKeyAttribute(byte[] item, int at, KeyAttribute key) {
        return hasName(item, at, key.name())
                && item[ValueBytes.skipBytes(item, at)] == typeByte(key.type());
    }

    private static void requireValues(byte[] item, KeySchema schema) {
        int partitionKey = ItemBytes.partitionKey(item);
        requireNotEmpty(item, partitionKey, schema.partitionKey());
        if (ValueBytes.payloadLength(item, partitionKey) > ItemLimits.PARTITION_KEY_BYTES_MAX) {
            throw RequestException.validation(PARTITION_KEY_TOO_LARGE);
        }
        KeyAttribute sortKeyAttribute = schema.sortKey();
        if (sortKeyAttribute != null) {
            int sortKey = ItemBytes.sortKey(item);
            requireNotEmpty(item, sortKey, sortKeyAttribute);
            if (ValueBytes.payloadLength(item, sortKey) > ItemLimits.SORT_KEY_BYTES_MAX) {
                throw RequestException.validation(SORT_KEY_TOO_LARGE);
            }
        }
    }

    private static void requireNotEmpty(byte[] item, int value, KeyAttribute key) {
        if (ValueBytes.payloadLength(item, value) == 0) {
            String kind = key.type() == KeyType.S ? "string" : "binary";
            throw RequestException.validation(
                    "One or more parameter values are not valid. The AttributeValue for a key"
                            + " attribute cannot contain an empty "
                            + kind
                            + " value. Key: "
                            + key.name());
        }
    }

    static byte typeByte(KeyType type) {
        return switch (type) {
            case S -> ItemLayout.S;
            case N -> ItemLayout.N;
            case B -> ItemLayout.B;
        };
    }

    /** Compares a name without encoding it, as long as it is ASCII: this runs for every item. */
    private static boolean hasName(byte[] item, int at, String name) {
        int from = ItemLayout.varintEnd(item, at);
        int to = from + ItemLayout.varint(item, at);
        if (to - from == name.length()) {
            int i = 0;
            while (i < name.length() && item[from + i] == name.charAt(i)) {
                i++;
            }
            return i == name.length();
        }
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(item, from, to, utf8, 0, utf8.length);
    }
}
