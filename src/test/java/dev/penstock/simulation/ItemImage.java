package dev.penstock.simulation;

import dev.penstock.item.ItemKey;
import dev.penstock.item.ValueWriter;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.KeyType;

/**
 * One item of the model, and its bytes.
 *
 * @param count what updates add to
 * @param payload any text
 */
record ItemImage(Key key, long count, String payload) {
    static final KeyAttribute ID = new KeyAttribute("id", KeyType.S);
    static final KeyAttribute AT = new KeyAttribute("at", KeyType.N);
    static final KeyAttribute COUNT = new KeyAttribute("count", KeyType.N);
    static final KeySchema SIMPLE = new KeySchema(ID, null);
    static final KeySchema COMPOSITE = new KeySchema(ID, AT);

    /**
     * A key; sorted as the model likes, not as the database does.
     *
     * @param at 0 in a table without a sort key
     */
    record Key(int id, int at) implements Comparable<Key> {
        /** An item that has only the key. */
        byte[] bytes(KeySchema schema) {
            return begin(schema).endItem();
        }

        ItemKey itemKey(KeySchema schema) {
            return ItemKey.of(bytes(schema), schema.hasSortKey());
        }

        private ValueWriter begin(KeySchema schema) {
            var writer = new ValueWriter();
            writer.beginItem(schema);
            writer.name("id");
            writer.string("id" + id);
            if (schema.hasSortKey()) {
                writer.name("at");
                writer.number(Integer.toString(at));
            }
            return writer;
        }

        @Override
        public int compareTo(Key other) {
            return id != other.id ? Integer.compare(id, other.id) : Integer.compare(at, other.at);
        }
    }

    byte[] bytes(KeySchema schema) {
        var writer = key.begin(schema);
        writer.name("count");
        writer.number(Long.toString(count));
        writer.name("payload");
        writer.string(payload);
        return writer.endItem();
    }
}
