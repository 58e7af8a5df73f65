package dev.penstock.item;

import dev.penstock.error.RequestException;
import dev.penstock.table.IndexDefinition;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What DynamoDB demands of the attributes that are keys of a table's indexes, and its words for a
 * breach. An item need not have them; one that it has is of the declared type, not empty, and those
 * of one key are together not too large. Immutable.
 *
 * <p>Source: observation of the service for items; for updates the API reference of
 * TransactWriteItems, which lists the messages.
 */
public final class IndexKeyRules {
    static final String TYPE =
            "One or more parameter values were invalid: Type mismatch for Index Key %s Expected: %s"
                    + " Actual: %s IndexName: %s";
    static final String EMPTY =
            "One or more parameter values are not valid. A value specified for a secondary index"
                    + " key is not supported. The AttributeValue for a key attribute cannot contain"
                    + " an empty %s value. IndexName: %s, IndexKey: %s";
    static final String UPDATE_TYPE =
            "The update expression attempted to update the secondary index key to unsupported type";
    static final String UPDATE_EMPTY =
            "One or more parameter values are not valid. The update expression attempted to update"
                    + " a secondary index key to a value that is not supported. The AttributeValue"
                    + " for a key attribute cannot contain an empty %s value.";
    static final String UPDATE_TOO_LARGE =
            "The update expression attempted to update the secondary index key beyond allowed size"
                    + " limits";

    private static final IndexKeyRules NONE = new IndexKeyRules(List.of());

    private final List<Rule> rules;

    private IndexKeyRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    private record Rule(String index, List<Key> partitionKeys, List<Key> sortKeys) {}

    @SuppressWarnings(
            "ArrayRecordComponent") // Never written to once it is made, compared by no one.
    private record Key(KeyAttribute attribute, byte[] name, byte type) {}

    /** Those of all indexes that are not on their way out. */
    public static IndexKeyRules of(List<IndexDefinition> indexes) {
        if (indexes.isEmpty()) {
            return NONE;
        }
        var rules = new ArrayList<Rule>();
        for (IndexDefinition index : indexes) {
            if (index.state() != IndexDefinition.State.DELETING) {
                rules.add(
                        new Rule(
                                index.name(),
                                keys(index.keySchema().partitionKeys()),
                                keys(index.keySchema().sortKeys())));
            }
        }
        return new IndexKeyRules(rules);
    }

    private static List<Key> keys(List<KeyAttribute> attributes) {
        var keys = new ArrayList<Key>();
        for (KeyAttribute attribute : attributes) {
            byte[] name = attribute.name().getBytes(StandardCharsets.UTF_8);
            keys.add(new Key(attribute, name, KeyRules.typeByte(attribute.type())));
        }
        return List.copyOf(keys);
    }

    /**
     * Judges an item that is to be put.
     *
     * @throws RequestException if a key of an index is of another type, empty or too large
     */
    public void requireItem(byte[] item) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (bytes(rule, item, rule.partitionKeys) > ItemLimits.PARTITION_KEY_BYTES_MAX) {
                throw RequestException.validation(KeyRules.PARTITION_KEY_TOO_LARGE);
            }
            if (bytes(rule, item, rule.sortKeys) > ItemLimits.SORT_KEY_BYTES_MAX) {
                throw RequestException.validation(KeyRules.SORT_KEY_TOO_LARGE);
            }
        }
    }

    /** The length of a key, whose attributes are checked on the way. */
    private static int bytes(Rule rule, byte[] item, List<Key> keys) {
        int bytes = 0;
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            int value = ItemBytes.find(item, key.name);
            if (value < 0) {
                continue;
            }
            if (item[value] != key.type) {
                throw RequestException.validation(
                        TYPE.formatted(
                                key.attribute.name(),
                                key.attribute.type(),
                                ValueBytes.type(item, value),
                                rule.index));
            }
            int length = ValueBytes.payloadLength(item, value);
            if (length == 0) {
                throw RequestException.validation(
                        EMPTY.formatted(kind(key), rule.index, key.attribute.name()));
            }
            bytes += length;
        }
        return bytes;
    }

    /**
     * Judges what an update made of an item.
     *
     * @throws RequestException if a key of an index is of another type, empty or too large
     */
    public void requireUpdated(byte[] item) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (updatedBytes(item, rule.partitionKeys) > ItemLimits.PARTITION_KEY_BYTES_MAX
                    || updatedBytes(item, rule.sortKeys) > ItemLimits.SORT_KEY_BYTES_MAX) {
                throw RequestException.validation(UPDATE_TOO_LARGE);
            }
        }
    }

    private static int updatedBytes(byte[] item, List<Key> keys) {
        int bytes = 0;
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            int value = ItemBytes.find(item, key.name);
            if (value < 0) {
                continue;
            }
            if (item[value] != key.type) {
                throw RequestException.validation(UPDATE_TYPE);
            }
            int length = ValueBytes.payloadLength(item, value);
            if (length == 0) {
                throw RequestException.validation(UPDATE_EMPTY.formatted(kind(key)));
            }
            bytes += length;
        }
        return bytes;
    }

    private static String kind(Key key) {
        return key.attribute.type() == KeyType.S ? "string" : "binary";
    }
}
