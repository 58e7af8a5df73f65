package dev.penstock.wire.json;

import dev.penstock.error.RequestException;
import dev.penstock.item.AttributeCursor;
import dev.penstock.item.KeyOrder;
import dev.penstock.item.KeyRules;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item or a key as a request carried it, read before its table is known. First {@link #check},
 * where the request alone is judged; then, with the table's key schema, one of {@link #toItem} and
 * {@link #toKey}.
 */
public final class ItemDraft {
    private final byte[] item;
    private final @Nullable RequestException error;

    /** The schema whose key attributes the item has at its front; null as long as it has none. */
    private @Nullable KeySchema arrangedFor;

    ItemDraft(byte[] item, @Nullable RequestException error) {
        this.item = item;
        this.error = error;
    }

    /** Throws what is wrong with the attribute values, if anything: the first in the request. */
    public void check() {
        if (error != null) {
            throw error;
        }
    }

    /**
     * The item with its key attributes first. A second call with the same schema returns the same
     * array; with another one (the table was replaced meanwhile) a new one.
     *
     * @throws RequestException if the item is not {@link #check right}, or a key attribute is
     *     missing, of another type, empty or too long
     */
    public byte[] toItem(KeySchema schema) {
        check();
        byte[] arranged = arranged(schema);
        KeyRules.requireItem(arranged, schema);
        return arranged;
    }

    /**
     * The same for a member that must hold the key attributes and nothing else.
     *
     * @throws RequestException if the key is not {@link #check right}, does not match the schema,
     *     or a value is empty or too long
     */
    public byte[] toKey(KeySchema schema) {
        check();
        byte[] arranged = arranged(schema);
        KeyRules.requireKey(arranged, schema);
        return arranged;
    }

    /**
     * The same for the ExclusiveStartKey of an index, whose keys are its own and the table's.
     *
     * @param keys the attributes that it must hold, and no others
     */
    public byte[] toIndexKey(KeySchema tableSchema, List<KeyAttribute> keys) {
        check();
        byte[] arranged = arranged(tableSchema);
        KeyRules.requireIndexKey(arranged, keys);
        KeyRules.requireItem(arranged, tableSchema);
        return arranged;
    }

    /** The bytes as they are now, not checked. */
    byte[] encoded() {
        return item;
    }

    private byte[] arranged(KeySchema schema) {
        if (schema.equals(arrangedFor)) {
            return item;
        }
        if (arrangedFor != null) {
            return rewritten(schema);
        }
        arrangedFor = schema;
        KeyOrder.moveKeyFirst(item, schema);
        return item;
    }

    private byte[] rewritten(KeySchema schema) {
        var writer = new ValueWriter();
        writer.beginItem(schema);
        var attributes = new AttributeCursor().overItem(item);
        while (attributes.next()) {
            int name = attributes.nameOffset();
            writer.name(item, name, name + attributes.nameLength());
            writer.value(item, attributes.valueOffset());
        }
        return writer.endItem();
    }
}
